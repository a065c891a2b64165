import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** An API server in a process of its own. */
export interface ApiServer {
  url: string;
  /** It goes on taking connections, but does nothing any more. */
  suspend(): void;
  resume(): void;
  stop(): Promise<void>;
}

/** Starts one that takes a token. */
export async function startApiServer(token: string): Promise<ApiServer> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(__dirname, 'apiServerProcess.js')],
    { env: { TOKEN: token }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [port] = await once(child.stdout!, 'data');
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    suspend: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
