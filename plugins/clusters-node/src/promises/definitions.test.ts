import { eventually } from '@wheelhouse/testing';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { stringify } from 'yaml';
import { ApiServer, json } from '../__testUtils__/ApiServer';
import { createAuthority, TestAuthority } from '../__testUtils__/authority';
import { CANARY } from '../__testUtils__/clients';
import { startClusters } from '../__testUtils__/startClusters';
import type { ClustersService } from '../clustersService';

const base64 = (text: string) => Buffer.from(text).toString('base64');

// Files are looked at every second.
jest.setTimeout(60_000);

/** Hostile kubeconfigs and cluster secrets, and what plugins then have of them. */
describe('definitions of clusters', () => {
  let authority: TestAuthority;
  let server: ApiServer;
  let folder: string;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    authority = await createAuthority();
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'definitions-'));
    server = await ApiServer.start(await authority.server());
    stop = async () => {};
  });
  afterEach(async () => {
    await stop();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const file = () => join(folder, 'kubeconfig');
  const kubeconfig = (user: object, cluster: object = {}) => ({
    clusters: [
      {
        name: 'c',
        cluster: {
          server: server.url,
          'certificate-authority-data': base64(authority.ca),
          ...cluster,
        },
      },
    ],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'dev', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'dev',
  });

  async function start(config: object): Promise<ClustersService> {
    const started = await startClusters(config);
    stop = started.stop;
    await started.clusters.ready(10_000);
    return started.clusters;
  }

  async function fromKubeconfig(user: object, cluster?: object, more = {}) {
    writeFileSync(file(), stringify(kubeconfig(user, cluster)));
    return start({ sources: [{ type: 'kubeconfig', path: file() }], ...more });
  }

  /** The clusters of some secrets, which are read from a management cluster. */
  async function fromSecrets(...secrets: { data?: object; name?: string }[]) {
    const { requests } = server;
    server.otherwise = (res, request) => {
      if (request.query.watch) {
        res.writeHead(200);
        res.flushHeaders();
        return;
      }
      const items = secrets.map(({ data, name }, index) => ({
        metadata: {
          name: name ?? `cluster-${index}`,
          namespace: 'argocd',
          uid: `${index}`,
          resourceVersion: '1',
        },
        data,
      }));
      json({ items, metadata: { resourceVersion: '1' } })(res, request);
    };
    writeFileSync(file(), stringify(kubeconfig({ token: 'management' })));
    const clusters = await start({
      sources: [{ type: 'argocd', kubeconfig: file() }],
    });
    return { clusters, requests };
  }
  const secret = (config: string | object, at = 'https://dev.example.com') => ({
    data: {
      name: base64('dev'),
      server: base64(at),
      config: base64(
        typeof config === 'string' ? config : JSON.stringify(config),
      ),
    },
  });

  const version = { path: '/version' };

  it('whose CA did not sign the certificate are not sent the credential', async () => {
    const { ca } = await createAuthority();
    const clusters = await fromKubeconfig(
      { token: CANARY },
      { 'certificate-authority-data': base64(ca) },
    );
    await expect(clusters.client('dev').request(version)).rejects.toMatchObject(
      { reason: 'tls' },
    );
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['no PEM', base64('x')],
    ['no base64', '%%%'],
    ['no text', [CANARY]],
    ['nothing', base64('-----BEGIN CERTIFICATE-----\n')],
  ])('whose CA is %s trust nobody instead', async (_name, caData) => {
    const { clusters } = await fromSecrets(
      secret({
        bearerToken: CANARY,
        tlsClientConfig: { caData, insecure: true },
      }),
    );
    expect(clusters.find('dev')).toMatchObject({ usable: false });
    expect(() => clusters.client('dev')).toThrow(
      expect.objectContaining({ reason: 'misconfigured' }),
    );
  });

  it.each([
    { as: 'root' },
    { as: '' },
    { 'as-groups': ['system:masters'] },
    { 'as-uid': '1' },
    { 'as-user-extra': { scopes: ['all'] } },
  ])(
    'that ask to act as somebody else (%p) are not called at all',
    async user => {
      const clusters = await fromKubeconfig({ token: CANARY, ...user });
      expect(() => clusters.client('dev')).toThrow(
        expect.objectContaining({ reason: 'misconfigured' }),
      );
      expect(server.requests).toEqual([]);
    },
  );

  it('of secrets send no header but those of the portal', async () => {
    const { clusters, requests } = await fromSecrets(
      secret(
        {
          bearerToken: 'own',
          impersonate: { userName: 'root' },
          as: 'root',
          headers: { 'Impersonate-User': 'root' },
          tlsClientConfig: { caData: base64(authority.ca) },
        },
        `${server.url}/dev`,
      ),
    );
    await clusters.client('dev').request(version);
    const { headers } = requests.find(({ path }) => path === '/dev/version')!;
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'authorization',
      'connection',
      'host',
      'user-agent',
    ]);
    expect(headers.authorization).toBe('Bearer own');
  });

  describe('that name a command', () => {
    const exec = () => ({
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: 'touch',
        args: [join(folder, 'ran')],
      },
    });

    it('do not have it run by default', async () => {
      const clusters = await fromKubeconfig(exec());
      expect(clusters.find('dev')).toMatchObject({
        usable: false,
        problems: [expect.stringContaining('clusters.exec.allowedCommands')],
      });
      expect(() => clusters.client('dev')).toThrow('cannot be reached');
      expect(existsSync(join(folder, 'ran'))).toBe(false);
    });

    it('do not have it run where another is allowed', async () => {
      const allowedCommands = ['/usr/bin/touch', 'touch2', 'touc', '*'];
      const clusters = await fromKubeconfig(exec(), undefined, {
        exec: { allowedCommands },
      });
      expect(() => clusters.client('dev')).toThrow('cannot be reached');
      expect(existsSync(join(folder, 'ran'))).toBe(false);
    });

    it('have it run where it is allowed', async () => {
      const clusters = await fromKubeconfig(exec(), undefined, {
        exec: { allowedCommands: ['touch'] },
      });
      await expect(
        clusters.client('dev').request(version),
      ).rejects.toMatchObject({ reason: 'misconfigured' });
      expect(existsSync(join(folder, 'ran'))).toBe(true);
    });
  });

  describe('promise 22: that are harmful to read', () => {
    const DEEP = 100_000;
    const NINE = Array(9).fill('x').join(',');
    const BOMB = Array.from(
      { length: 9 },
      (_, i) =>
        `b${i}: &b${i} [${i ? NINE.replaceAll('x', `*b${i - 1}`) : NINE}]`,
    ).join('\n');

    it.each([
      ['an alias bomb', () => writeFileSync(file(), BOMB)],
      ['deep brackets', () => writeFileSync(file(), '['.repeat(DEEP))],
      [
        'too much, of which the beginning is good',
        () => {
          writeFileSync(file(), stringify(kubeconfig({ token: 't' })));
          appendFileSync(file(), `# ${' '.repeat(17 * 1024 * 1024)}`);
        },
      ],
      ['a pipe that nobody writes to', () => execFileSync('mkfifo', [file()])],
    ])('as a kubeconfig: %s', async (_name, make) => {
      make();
      const { clusters, stop: end } = await startClusters({
        sources: [{ type: 'kubeconfig', path: file() }],
      });
      stop = end;
      await eventually(() =>
        expect(clusters.problems()).toEqual([
          {
            source: 'kubeconfig',
            message: expect.stringMatching(/cannot be used/),
          },
        ]),
      );
      rmSync(file());
      writeFileSync(file(), stringify(kubeconfig({ token: 't' })));
      await eventually(() =>
        expect(clusters.find('dev')).toMatchObject({ usable: true }),
      );
    });

    it('as a file that a kubeconfig names', async () => {
      const clusters = await fromKubeconfig(
        { token: CANARY },
        {
          'certificate-authority-data': undefined,
          'certificate-authority': '/dev/zero',
        },
      );
      expect(clusters.find('dev')).toMatchObject({ usable: false });
      await stop();
      const other = await fromKubeconfig({ tokenFile: '/dev/zero' });
      await expect(other.client('dev').request(version)).rejects.toMatchObject({
        reason: 'misconfigured',
      });
    });

    it.each([
      ['deep arrays', `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`],
      [
        'a deep field',
        `{"bearerToken":${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}}`,
      ],
      [
        '__proto__',
        '{"__proto__":{"bearerToken":"x","polluted":1},"tlsClientConfig":{"__proto__":{"insecure":true}},"constructor":{"prototype":{"polluted":1}}}',
      ],
    ])("as a secret is that cluster's problem: %s", async (_name, config) => {
      const { clusters } = await fromSecrets(secret(config), {
        ...secret({ bearerToken: 'x' }, 'https://well.example.com'),
        data: {
          ...secret({ bearerToken: 'x' }, 'https://well.example.com').data,
          name: base64('well'),
        },
      });
      const dev = clusters.find('dev')!;
      expect(dev.problems.length).toBeGreaterThan(0);
      expect(dev.credential.kind).toBe('none');
      expect(clusters.find('well')).toMatchObject({ usable: true });
      expect({}).not.toHaveProperty('polluted');
    });

    it('are told of in few words, however many fields are not known', async () => {
      const fields = Object.fromEntries(
        Array.from({ length: 50_000 }, (_, i) => [`f${i}`, 1]),
      );
      const { clusters } = await fromSecrets(
        secret({ bearerToken: 'x', ...fields }),
      );
      expect(clusters.find('dev')!.problems.length).toBeLessThan(10);
    });
  });

  it('that are large secrets are read in pages that are not', async () => {
    const { clusters, requests } = await fromSecrets(
      secret({ bearerToken: 'x' }),
    );
    expect(clusters.find('dev')).toBeDefined();
    expect(Number(requests[0].query.limit)).toBeLessThanOrEqual(32);
  });

  it('that are more than can be looked after empty nothing, and are told of', async () => {
    writeFileSync(file(), stringify(kubeconfig({ token: 'management' })));
    let pages = 0;
    server.otherwise = (res, request) => {
      pages += 1;
      const items = Array.from({ length: 500 }, (_, i) => ({
        metadata: { name: `cluster-${pages}-${i}`, resourceVersion: '1' },
      }));
      json({ items, metadata: { resourceVersion: '1', continue: 'more' } })(
        res,
        request,
      );
    };
    const started = await startClusters({
      sources: [{ type: 'argocd', kubeconfig: file() }],
    });
    stop = started.stop;
    await eventually(() =>
      expect(started.clusters.problems()).toEqual([
        {
          source: 'argocd',
          message: expect.stringContaining('more objects than'),
        },
      ]),
    );
    expect(started.clusters.list()).toEqual([]);
  });

  it('promise 19: show nothing of what they are made of', async () => {
    const { cert, key } = await authority.client();
    const { clusters } = await fromSecrets(
      secret({
        username: CANARY,
        password: CANARY,
        bearerToken: CANARY,
        proxyUrl: `http://${CANARY}:${CANARY}@proxy`,
        tlsClientConfig: {
          caData: base64(authority.ca),
          certData: base64(cert),
          keyData: base64(key),
        },
        execProviderConfig: { command: CANARY, args: [CANARY] },
        [CANARY]: CANARY,
      }),
      { name: 'broken', ...secret(`{"bearerToken":"${CANARY}`) },
    );
    const shown = inspect(clusters.list(), { depth: 9 });
    expect(shown).toContain('dev');
    expect(shown).not.toContain(CANARY);
    expect(shown).not.toContain(key.split('\n')[1]);
  });
});
