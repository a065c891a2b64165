import { ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { bearerOf } from './FakeTenancy';
import { Portal, PortalOptions, requestsTo } from './portal';

/** A server that can be killed. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly api: Pick<Portal, 'fetch' | 'request'>,
  ) {}

  static async start(options: PortalOptions): Promise<ServerProcess> {
    // Without a channel to it, which Backstage would use to keep databases over restarts.
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        resolve(__dirname, 'serverMain.ts'),
        JSON.stringify(options),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    const url = await new Promise<string>((done, fail) => {
      const listen = (chunk: Buffer) => {
        said = `${said}${chunk}`.slice(-5_000);
        const found = /^(http:\/\/127\.0\.0\.1:\d+)$/m.exec(said);
        if (found) done(found[1]);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', () => fail(new Error(`It did not start: ${said}`)));
    });
    return new ServerProcess(child, url, requestsTo(url, bearerOf));
  }

  /** What it holds of the machine's memory, in bytes. */
  async memory(): Promise<number> {
    const { stdout } = await promisify(execFile)('ps', [
      ...['-o', 'rss=', '-p', String(this.child.pid)],
    ]);
    return Number(stdout) * 1024;
  }

  /** As when the machine loses its power. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}
