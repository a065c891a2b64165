import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiServer, failure, json } from '../../__testUtils__/ApiServer';
import { CANARY, clientTo, closeClients } from '../../__testUtils__/clients';

const VERSION = 'client.authentication.k8s.io/v1';

// Longer than what is waited for, also on a machine that is busy.
jest.setTimeout(30_000);

describe('ExecAuthenticator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exec-'));
  const command = join(folder, 'give-credential');
  const calls = join(folder, 'calls');
  let server: ApiServer;

  beforeEach(async () => {
    server = await ApiServer.start();
    writeFileSync(calls, '');
  });
  afterEach(async () => {
    closeClients();
    await server.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A command that writes down how it was called, and answers. */
  function answering(status: unknown, apiVersion = VERSION) {
    const answer = JSON.stringify({
      kind: 'ExecCredential',
      apiVersion,
      status,
    });
    writeFileSync(
      command,
      `#!${process.execPath}
require('fs').appendFileSync(${JSON.stringify(calls)}, JSON.stringify({
  args: process.argv.slice(2),
  info: JSON.parse(process.env.KUBERNETES_EXEC_INFO),
  env: process.env,
}) + '\\n');
console.log(${JSON.stringify(answer)});
`,
    );
    chmodSync(command, 0o755);
  }

  const called = () =>
    readFileSync(calls, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line));
  const client = (change: object = {}, allowedCommands = [command]) =>
    clientTo(
      {
        server: server.url,
        auth: {
          kind: 'exec',
          apiVersion: VERSION,
          command,
          args: ['get-token', '--cluster=a b; rm'],
          env: { CLUSTER: 'dev' },
          provideClusterInfo: true,
          ...change,
        },
      },
      { allowedCommands },
    );
  const request = (to: ReturnType<typeof client>) =>
    to.request({ path: '/version' });
  const authorization = () => server.requests.at(-1)?.headers.authorization;

  it('runs the command without a shell, once for as long as what it gives is valid', async () => {
    answering({ token: 'first' });
    const to = client();
    await Promise.all([request(to), request(to)]);
    await request(to);
    expect(authorization()).toBe('Bearer first');
    expect(called()).toEqual([
      expect.objectContaining({
        args: ['get-token', '--cluster=a b; rm'],
        info: {
          apiVersion: VERSION,
          kind: 'ExecCredential',
          spec: {
            interactive: false,
            cluster: expect.objectContaining({ server: server.url }),
          },
        },
        env: expect.objectContaining({ CLUSTER: 'dev' }),
      }),
    ]);
  });

  it('runs it again shortly before the credential ends', async () => {
    const soon = new Date(Date.now() + 30_000).toISOString();
    answering({ token: 'short', expirationTimestamp: soon });
    const to = client();
    await request(to);
    await request(to);
    expect(called()).toHaveLength(2);
  });

  it('runs it once more when the API server does not accept the credential', async () => {
    answering({ token: 'first' });
    const to = client();
    await request(to);
    answering({ token: 'second' });
    server.next(failure(401), json({ ok: 1 }));
    await expect(request(to)).resolves.toEqual({ ok: 1 });
    expect(authorization()).toBe('Bearer second');
    server.otherwise = failure(401);
    await expect(request(to)).rejects.toMatchObject({ reason: 'unauthorized' });
    expect(called()).toHaveLength(3);
  });

  it.each([
    ['no command is allowed', {}, []],
    ['the command is another', {}, ['give-credential']],
    ['the command only begins alike', {}, [`${command} get-token`]],
    [
      'its version is unknown',
      { apiVersion: 'client.authentication.k8s.io/v9' },
      [command],
    ],
    [
      'the definition would change what runs',
      { env: { LD_PRELOAD: 'x' } },
      [command],
    ],
    [
      'the definition would change where commands are',
      { env: { PATH: '/x' } },
      [command],
    ],
  ])('runs nothing where %s', async (_name, change, allowed) => {
    answering({ token: 'first' });
    await expect(request(client(change, allowed))).rejects.toMatchObject({
      reason: 'misconfigured',
    });
    expect(called()).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('promise 28: does not wait for the command longer than a request may take', async () => {
    writeFileSync(command, '#!/bin/sh\nexec sleep 1\n');
    chmodSync(command, 0o755);
    await expect(
      client().request({ path: '/version', timeoutMs: 50 }),
    ).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('keeps what the server itself is configured with from the command', async () => {
    answering({ token: 'first' });
    process.env.WHEELHOUSE_TEST_SECRET = CANARY;
    try {
      await request(client());
    } finally {
      delete process.env.WHEELHOUSE_TEST_SECRET;
    }
    expect(JSON.stringify(called())).not.toContain(CANARY);
  });

  it.each([
    ['text', `echo ${CANARY}`],
    ['an error', `echo ${CANARY} >&2; exit 1`],
    ['nothing', 'true'],
  ])(
    'promise 19: repeats nothing of a command that answers with %s',
    async (_name, script) => {
      writeFileSync(command, `#!/bin/sh\n${script}\n`);
      chmodSync(command, 0o755);
      const error: Error = await request(client()).then(
        () => Promise.reject(new Error('It succeeded')),
        failed => failed,
      );
      expect(error).toMatchObject({ reason: 'misconfigured' });
      expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain(CANARY);
    },
  );
});
