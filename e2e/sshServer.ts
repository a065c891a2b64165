import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const SSHD = '/usr/sbin/sshd';
/** Where OpenSSH on Debian locks its unprivileged half away. */
const PRIVILEGE_SEPARATION = '/run/sshd';

/** A real `sshd` on the loopback that lets in whoever runs the tests, with a key made for it. */
export class SshServer {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly daemon: ChildProcess,
  ) {}

  static async start(): Promise<SshServer> {
    if (!existsSync(SSHD)) {
      throw new Error(`${SSHD} is missing: install openssh-server`);
    }
    if (process.getuid?.() === 0) {
      mkdirSync(PRIVILEGE_SEPARATION, { recursive: true, mode: 0o755 });
    }
    const folder = mkdtempSync(join(tmpdir(), 'wheelhouse-sshd-'));
    const file = (name: string) => join(folder, name);
    for (const key of ['host', 'user']) {
      const made = ['-q', '-t', 'ed25519', '-N', '', '-f', file(key)];
      execFileSync('ssh-keygen', made);
    }
    const port = await freePort();
    writeFileSync(
      file('sshd_config'),
      [
        'ListenAddress 127.0.0.1',
        `Port ${port}`,
        `HostKey ${file('host')}`,
        `AuthorizedKeysFile ${file('user.pub')}`,
        'PermitRootLogin yes',
        'PasswordAuthentication no',
        'StrictModes no',
        'UsePAM no',
        'PidFile none',
      ].join('\n'),
    );
    const daemon = spawn(SSHD, ['-D', '-e', '-f', file('sshd_config')], {
      stdio: 'ignore',
    });
    const server = new SshServer(port, folder, daemon);
    await server.answers();
    return server;
  }

  get user(): string {
    return userInfo().username;
  }

  /** Makes `ssh` at this place the real one, with the key for this server. */
  letIn(ssh: string): void {
    const options = [
      `-i ${join(this.folder, 'user')}`,
      '-o IdentitiesOnly=yes',
      '-o StrictHostKeyChecking=no',
      '-o UserKnownHostsFile=/dev/null',
      '-o LogLevel=ERROR',
    ];
    writeFileSync(
      ssh,
      `#!/bin/sh\nexec /usr/bin/ssh ${options.join(' ')} "$@"\n`,
    );
    chmodSync(ssh, 0o755);
  }

  async stop(): Promise<void> {
    if (this.daemon.exitCode === null) {
      this.daemon.kill('SIGTERM');
      await once(this.daemon, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    while (this.daemon.exitCode === null) {
      const socket = connect(this.port, '127.0.0.1');
      try {
        await once(socket, 'data');
        return;
      } catch {
        await setTimeout(20);
      } finally {
        socket.destroy();
      }
    }
    throw new Error(`sshd ended with ${this.daemon.exitCode}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
