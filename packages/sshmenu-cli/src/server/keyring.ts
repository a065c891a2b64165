import { spawnSync } from 'node:child_process';

/** How long a keyring may take, which may have to ask for its password first, in milliseconds. */
const LIMIT = 30_000;
const SERVICE = 'sshmenu';
const LABEL = 's, the SSH menu';
/** Not looked for on PATH: it is part of the system. */
const SECURITY = '/usr/bin/security';

/** The keyring of somebody's desktop. Secrets go to it on standard input: arguments can be seen by others. */
interface Keyring {
  store(id: string, secret: string): void;
  read(id: string): string;
  remove(id: string): void;
}

/** That of GNOME, KDE and others, by libsecret's program. */
const secretService: Keyring = {
  store: (id, secret) => {
    const item = ['application', SERVICE, 'key', id];
    run('secret-tool', ['store', `--label=${LABEL}`, ...item], secret);
  },
  read: id => run('secret-tool', ['lookup', 'application', SERVICE, 'key', id]),
  remove: id => {
    run('secret-tool', ['clear', 'application', SERVICE, 'key', id]);
  },
};

/** That of macOS. Its program takes whole commands on standard input. */
const keychain: Keyring = {
  store: (id, secret) => {
    run(
      SECURITY,
      ['-i'],
      `add-generic-password -U -s ${SERVICE} -a ${id} -l "${LABEL}" -w ${secret}\n`,
    );
  },
  read: id =>
    run(SECURITY, ['find-generic-password', '-s', SERVICE, '-a', id, '-w']),
  remove: id => {
    run(SECURITY, ['delete-generic-password', '-s', SERVICE, '-a', id]);
  },
};

/** The keyring that this system would have. */
export function keyringOf(platform: NodeJS.Platform): Keyring {
  return platform === 'darwin' ? keychain : secretService;
}

/** Whether somebody sits at a desktop here, whose keyring is open to them. */
export function hasDesktop(environment: NodeJS.ProcessEnv): boolean {
  if (environment.SSH_CONNECTION || environment.SSH_TTY) return false;
  return (
    process.platform === 'darwin' ||
    Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
  );
}

/** There is no program of a keyring here. */
export class NoKeyringError extends Error {}

/** @throws Error with what went wrong, in a few words. */
function run(program: string, args: string[], input = ''): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    input,
    encoding: 'utf8',
    timeout: LIMIT,
    killSignal: 'SIGKILL',
  });
  if ((error as NodeJS.ErrnoException)?.code === 'ENOENT') {
    throw new NoKeyringError('there is none');
  }
  if ((error as NodeJS.ErrnoException)?.code === 'ETIMEDOUT') {
    throw new Error(`it did not answer within ${LIMIT / 1000} s`);
  }
  if (error) throw error;
  if (status !== 0) {
    const [line] = stderr.trim().split('\n');
    throw new Error(line.slice(0, 200) || `it ended with ${status}`);
  }
  return stdout.trim();
}
