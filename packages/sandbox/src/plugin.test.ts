import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import unlessDisabled from './index';
import sandbox from './plugin';

describe('the sandbox as a backend feature', () => {
  let dataDirectory: string;
  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'sandbox-'));
  });
  afterEach(async () => {
    await rm(dataDirectory, { recursive: true });
  });

  const PORT = 47_908;
  const start = (listen: any, feature: any = sandbox, enabled = true) =>
    startTestBackend({
      features: [
        feature,
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost:7007', listen },
            sandbox: {
              enabled,
              dataDirectory,
              identity: { port: PORT },
              clusters: { port: 0 },
            },
          },
        }),
      ],
    });
  const metadata = () =>
    fetch(
      `http://localhost:${PORT}/acme/.well-known/openid-configuration`,
    ).then(answer => answer.json());

  it('runs as long as the portal does', async () => {
    const backend = await start({ host: '127.0.0.1', port: 7007 });
    await expect(metadata()).resolves.toMatchObject({
      issuer: `http://localhost:${PORT}/acme`,
    });
    await backend.stop();
    await expect(metadata()).rejects.toThrow();
  });

  it('does nothing where it is not enabled', async () => {
    const backend = await start(':7007', unlessDisabled, false);
    await expect(metadata()).rejects.toThrow();
    await backend.stop();
  });

  it.each([
    [':7007'],
    [7007],
    ['0.0.0.0:7007'],
    [{ host: '::', port: 7007 }],
    [{ port: 7007 }],
    [{ host: '127.example.com' }],
  ])('refuses to start beside a portal that listens on %j', async listen => {
    await expect(start(listen)).rejects.toThrow(
      /sandbox\.enabled needs a portal that only this machine can reach/,
    );
  });

  it('refuses to start in production', async () => {
    const before = process.env.NODE_ENV;
    Object.assign(process.env, { NODE_ENV: 'production' });
    try {
      await expect(start('127.0.0.1:7007')).rejects.toThrow(/NODE_ENV/);
    } finally {
      Object.assign(process.env, { NODE_ENV: before });
    }
  });
});
