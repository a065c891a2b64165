import { mockServices } from '@backstage/backend-test-utils';
import {
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ApiServer, failure, json } from '../__testUtils__/ApiServer';
import { LIMITS } from '../__testUtils__/clients';
import { eventually } from '@wheelhouse/testing';
import { Visibility } from '../access/visibility';
import { DefaultClustersService } from './DefaultClustersService';
import { createSources } from '../sources/createSources';
import type { ClusterSourceConfig } from '../config';

const person = { administrator: false, groups: [], entity: {} } as never;

// Files are looked at every second.
jest.setTimeout(20_000);

describe('the clusters of live sources', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  const file = join(folder, 'kubeconfig');
  let service: DefaultClustersService;
  let server: ApiServer;
  beforeEach(async () => {
    server = await ApiServer.start();
    service = new DefaultClustersService({
      logger: mockServices.rootLogger(),
      limits: LIMITS,
      visibility: new Visibility({ severalTenants: true }),
    });
  });
  afterEach(async () => {
    await service.stop();
    await server.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const kubeconfig = (...names: string[]) =>
    stringify({
      clusters: names.map(name => ({
        name,
        cluster: { server: `${server.url}/${name}` },
      })),
      users: [{ name: 'u', user: { token: 't' } }],
      contexts: names.map(name => ({
        name,
        context: { cluster: name, user: 'u' },
      })),
      'current-context': names[0],
    });
  function follow(...sources: ClusterSourceConfig[]) {
    const made = createSources(
      { sources, showServer: [], limits: LIMITS },
      mockServices.rootLogger(),
    );
    for (const source of made) service.addSource(source);
  }
  const names = () => service.list().map(({ name }) => name);

  describe('a kubeconfig', () => {
    it('follows the file, however it is replaced', async () => {
      writeFileSync(file, kubeconfig('dev', 'prod'));
      follow({ type: 'kubeconfig', path: file });
      await service.ready(5_000);
      expect(names()).toEqual(['dev', 'prod']);

      writeFileSync(`${file}.new`, kubeconfig('dev', 'staging'));
      renameSync(`${file}.new`, file);
      await eventually(() => expect(names()).toEqual(['dev', 'staging']));

      // As Kubernetes replaces what is mounted: the link leads elsewhere.
      writeFileSync(`${file}.other`, kubeconfig('lost'));
      symlinkSync(`${file}.other`, `${file}.link`);
      renameSync(`${file}.link`, file);
      await eventually(() => expect(names()).toEqual(['lost']));
    });

    it('keeps what it was while the file cannot be read', async () => {
      rmSync(file, { force: true });
      follow({ type: 'kubeconfig', path: file });
      await eventually(() =>
        expect(service.problems()).toEqual([
          {
            source: 'kubeconfig',
            message: `${file} cannot be used: ENOENT`,
          },
        ]),
      );
      writeFileSync(file, kubeconfig('dev'));
      await eventually(() => expect(names()).toEqual(['dev']));
      expect(service.problems()).toEqual([]);
      writeFileSync(file, '{');
      await eventually(() =>
        expect(service.problems()).toEqual([
          expect.objectContaining({
            message: `${file} cannot be used: It is not YAML`,
          }),
        ]),
      );
      expect(names()).toEqual(['dev']);
    });

    it('has the contexts that are asked for, and tells of those that it has not', async () => {
      writeFileSync(file, kubeconfig('dev', 'prod'));
      follow({ type: 'kubeconfig', path: file, contexts: ['prod', 'gone'] });
      await service.ready(5_000);
      expect(names()).toEqual(['prod']);
      expect(service.problems()).toEqual([
        { source: 'kubeconfig', message: `${file} has no context gone` },
      ]);
    });
  });

  describe('cluster secrets', () => {
    const secretOf = (name: string, at: string, config?: string) => ({
      metadata: {
        name: `cluster-${name}`,
        namespace: 'argocd',
        resourceVersion: '5',
      },
      data: {
        name: Buffer.from(name).toString('base64'),
        server: Buffer.from(at).toString('base64'),
        config: Buffer.from(config ?? '{"bearerToken":"x"}').toString('base64'),
      },
    });
    const list = (...items: object[]) =>
      json({ items, metadata: { resourceVersion: '5' } });

    it("appear and vanish, and a broken one is that cluster's problem", async () => {
      let send: (type: string, object: object) => void = () => {};
      server.otherwise = (res, request) => {
        if (!request.query.watch) {
          list(
            secretOf('good', `${server.url}/good`),
            secretOf('bad', 'https://bad', '{'),
          )(res, request);
          return;
        }
        res.writeHead(200);
        res.flushHeaders();
        send = (type, object) =>
          res.write(`${JSON.stringify({ type, object })}\n`);
      };
      writeFileSync(file, kubeconfig('mgmt'));
      follow({ type: 'argocd', kubeconfig: file, namespace: 'argocd' });
      await service.ready(5_000);
      expect(service.list()).toEqual([
        expect.objectContaining({
          name: 'bad',
          usable: false,
          problems: ['config is not JSON'],
        }),
        expect.objectContaining({ name: 'good', usable: true }),
      ]);
      expect(server.requests[0]).toMatchObject({
        path: '/mgmt/api/v1/namespaces/argocd/secrets',
        query: { labelSelector: 'argocd.argoproj.io/secret-type=cluster' },
      });
      await eventually(() => expect(server.requests).toHaveLength(2));

      const client = service.client('good');
      expect(service.client('good')).toBe(client);
      send('ADDED', secretOf('new', 'https://new'));
      await eventually(() => expect(names()).toEqual(['bad', 'good', 'new']));
      expect(service.client('good')).toBe(client);

      send(
        'MODIFIED',
        secretOf('good', `${server.url}/good`, '{"bearerToken":"y"}'),
      );
      await eventually(() => expect(service.client('good')).not.toBe(client));
      await expect(client.request({ path: '/x' })).rejects.toMatchObject({
        reason: 'misconfigured',
      });

      send('DELETED', secretOf('good', ''));
      await eventually(() => expect(names()).toEqual(['bad', 'new']));
      expect(() => service.client('good')).toThrow('There is no cluster good');
      expect(() => service.client('bad')).toThrow(
        expect.objectContaining({ reason: 'misconfigured' }),
      );
    });

    it('go before the same clusters of a kubeconfig', async () => {
      server.otherwise = list(secretOf('prod', `${server.url}/admin`));
      writeFileSync(file, kubeconfig('admin'));
      follow(
        { type: 'kubeconfig', path: file },
        { type: 'argocd', kubeconfig: file, namespace: 'argocd' },
      );
      await service.ready(5_000);
      expect(service.list()).toEqual([
        expect.objectContaining({
          name: 'prod',
          sources: ['argocd', 'kubeconfig'],
        }),
      ]);
    });

    it("that cannot be read are the source's problem, and heal", async () => {
      server.next(failure(500), failure(500));
      server.otherwise = list(secretOf('dev', 'https://dev'));
      writeFileSync(file, kubeconfig('mgmt'));
      follow({ type: 'argocd', kubeconfig: file, namespace: 'argocd' });
      await eventually(() =>
        expect(service.problems()).toEqual([
          { source: 'argocd', message: expect.stringContaining('(500)') },
        ]),
      );
      await eventually(() => expect(names()).toEqual(['dev']));
    });

    it('of the own cluster need one', async () => {
      follow({ type: 'argocd', namespace: 'argocd' });
      await eventually(() =>
        expect(service.problems()).toEqual([
          {
            source: 'argocd',
            message: expect.stringContaining('name a kubeconfig'),
          },
        ]),
      );
    });
  });

  it('tell listeners, of whom one that fails disturbs nobody', async () => {
    const heard = jest.fn();
    service.onChange(() => {
      throw new Error('deaf');
    });
    const end = service.onChange(heard);
    writeFileSync(file, kubeconfig('dev'));
    follow({ type: 'kubeconfig', path: file });
    await service.ready(5_000);
    expect(heard).toHaveBeenCalled();
    end();
    heard.mockClear();
    writeFileSync(file, kubeconfig('prod'));
    await eventually(() => expect(names()).toEqual(['prod']));
    expect(heard).not.toHaveBeenCalled();
    expect(service.sees(person, service.find('prod')!)).toBe(false);
  });

  it('are not waited for longer than one says', async () => {
    service.addSource({
      id: 'slow',
      start: () => new Promise(() => {}),
      stop: async () => {},
    });
    await expect(service.ready(10)).resolves.toBeUndefined();
  });

  it('include those of a source that fails to start, in words', async () => {
    service.addSource({
      id: 'broken',
      start: () => {
        throw new TypeError('secret words');
      },
      stop: async () => {},
    });
    await eventually(() =>
      expect(service.problems()).toEqual([
        { source: 'broken', message: 'It could not be started (TypeError)' },
      ]),
    );
    expect(() =>
      service.addSource({ id: 'broken', start: jest.fn(), stop: jest.fn() }),
    ).toThrow('two sources');
  });
});
