import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { Browser } from './testBrowser';
import { SANDBOX_PASSWORD } from './people';
import {
  SandboxIdentityProvider,
  startSandboxIdentityProvider,
} from './server';

const PORTAL = 'http://localhost:7007';
const CALLBACK = `${PORTAL}/api/tenancy/callback/acme`;
const SCOPE = 'openid profile email groups offline_access';

describe('startSandboxIdentityProvider', () => {
  let dataDirectory: string;
  let provider: SandboxIdentityProvider;

  const start = (port = 0) =>
    startSandboxIdentityProvider({ port, dataDirectory, portalUrl: PORTAL });

  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'sandbox-'));
    provider = await start();
  });

  afterEach(async () => {
    await provider.stop();
    await rm(dataDirectory, { recursive: true });
  });

  it('signs somebody in with PKCE and tells who it is', async () => {
    const { config, tokens } = await signIn(provider.issuers.acme, 'cleo');

    expect(tokens.claims()).toMatchObject({
      iss: provider.issuers.acme,
      sub: 'cleo',
      email: 'cleo@acme.example',
      email_verified: true,
      name: 'Cleo Cruz',
      preferred_username: 'cleo',
      groups: ['ops', 'payments'],
    });
    await expect(
      client.fetchUserInfo(config, tokens.access_token, 'cleo'),
    ).resolves.toMatchObject({
      groups: ['ops', 'payments'],
    });
  });

  it('keeps the tenants apart', async () => {
    const { tokens } = await signIn(provider.issuers.globex, 'hana', {
      callback: `${PORTAL}/api/tenancy/callback/globex`,
    });
    expect(tokens.claims()).toMatchObject({
      iss: provider.issuers.globex,
      groups: ['payments'],
    });
    await expect(signIn(provider.issuers.acme, 'hana')).rejects.toThrow('401');
  });

  it('asks again who one is at the next sign-in of the same browser', async () => {
    const browser = new Browser();
    const before = await signIn(provider.issuers.acme, 'ada', { browser });
    const { tokens } = await signIn(provider.issuers.acme, 'ben', { browser });
    expect(tokens.claims()?.sub).toBe('ben');
    // Who was there before stays signed in where the portal keeps a session or a key for them.
    const refreshed = await client.refreshTokenGrant(
      before.config,
      before.tokens.refresh_token!,
    );
    expect(refreshed.claims()?.sub).toBe('ada');
  });

  it('says what was wrong with a name or password, and goes back when cancelled', async () => {
    await expect(
      signIn(provider.issuers.acme, 'ada', { password: 'guess' }),
    ).rejects.toThrow(/401.*password is wrong/s);

    const cancelled = await authorize(provider.issuers.acme, {
      form: { cancel: 'yes' },
    });
    expect(cancelled.callback.searchParams.get('error')).toBe('access_denied');
  });

  it('refuses a sign-in without PKCE', async () => {
    const { config } = await discover(provider.issuers.acme);
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: SCOPE,
    });
    const callback = await new Browser().signIn(url, {});
    expect(callback.searchParams.get('error')).toBe('invalid_request');
    expect(callback.searchParams.get('error_description')).toMatch(/PKCE/);
  });

  it('refuses a redirect address that is not the portal', async () => {
    await expect(
      signIn(provider.issuers.acme, 'ada', {
        callback: 'http://localhost:9999/api/tenancy/callback',
      }),
    ).rejects.toThrow(/400.*redirect_uri/s);
  });

  it('rotates refresh tokens, and a used one ends them all', async () => {
    const { config, tokens } = await signIn(provider.issuers.acme, 'ben');
    const second = await client.refreshTokenGrant(
      config,
      tokens.refresh_token!,
    );
    expect(second.refresh_token).not.toBe(tokens.refresh_token);

    await expect(
      client.refreshTokenGrant(config, tokens.refresh_token!),
    ).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(
      client.refreshTokenGrant(config, second.refresh_token!),
    ).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('takes a group away from whoever is signed in', async () => {
    const { config, tokens } = await signIn(provider.issuers.acme, 'cleo');
    provider.setGroups('acme', 'cleo', ['ops']);

    await expect(
      client.fetchUserInfo(config, tokens.access_token, 'cleo'),
    ).resolves.toMatchObject({ groups: ['ops'] });
    const refreshed = await client.refreshTokenGrant(
      config,
      tokens.refresh_token!,
    );
    expect(refreshed.claims()).toMatchObject({ groups: ['ops'] });
  });

  it('lets whoever tries it take groups and accounts away on its page', async () => {
    const address = `http://127.0.0.1:${provider.port}`;
    const change = (fields: string[][], headers = {}) =>
      fetch(`${address}/people`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers,
        redirect: 'manual',
      });
    const cleo = [
      ['tenant', 'acme'],
      ['name', 'cleo'],
    ];
    const { config, tokens } = await signIn(provider.issuers.acme, 'cleo');
    const groups = async () =>
      (await client.fetchUserInfo(config, tokens.access_token, 'cleo')).groups;

    const fields = [...cleo, ['groups', 'ops'], ['groups', 'made-up']];
    expect((await change(fields)).status).toBe(303);
    expect(await groups()).toEqual(['ops']);
    expect(await (await fetch(address)).text()).toMatch(
      /value="ops"\s+checked/,
    );

    const foreign = await change(cleo, { Origin: 'http://evil.example' });
    expect(foreign.status).toBe(403);
    expect((await change([['tenant', 'acme']])).status).toBe(404);
    expect(await groups()).toEqual(['ops']);

    await change([...cleo, ['disabled', 'yes']]);
    await expect(groups()).rejects.toThrow();
  });

  it('refuses everything of a disabled account, until it is enabled', async () => {
    const { config, tokens } = await signIn(provider.issuers.acme, 'ben');
    provider.disable('acme', 'ben');

    await expect(
      client.refreshTokenGrant(config, tokens.refresh_token!),
    ).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(
      client.fetchUserInfo(config, tokens.access_token, 'ben'),
    ).rejects.toThrow();
    await expect(signIn(provider.issuers.acme, 'ben')).rejects.toThrow(
      /401.*disabled/s,
    );

    provider.enable('acme', 'ben');
    await expect(signIn(provider.issuers.acme, 'ben')).resolves.toBeDefined();
  });

  it('gives the mobile app JWT access tokens for its own audience', async () => {
    const { config, tokens } = await signIn(provider.issuers.acme, 'ben', {
      clientId: 'mobile-app',
      callback: 'http://127.0.0.1:49152/callback',
    });
    const keys = createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri!));
    const { payload, protectedHeader } = await jwtVerify(
      tokens.access_token,
      keys,
      {
        issuer: provider.issuers.acme,
        audience: 'mobile-app',
      },
    );
    expect(protectedHeader.typ).toBe('at+jwt');
    expect(payload).toMatchObject({
      sub: 'ben',
      client_id: 'mobile-app',
      email: 'ben@acme.example',
      email_verified: true,
      groups: ['payments'],
    });
  });

  it('keeps keys and grants across a restart', async () => {
    const { config, tokens } = await signIn(provider.issuers.acme, 'ben');
    const keysBefore = await readJson(config.serverMetadata().jwks_uri!);
    const { port } = provider;
    await provider.stop();
    provider = await start(port);

    expect(await readJson(config.serverMetadata().jwks_uri!)).toEqual(
      keysBefore,
    );
    const refreshed = await client.refreshTokenGrant(
      config,
      tokens.refresh_token!,
    );
    expect(refreshed.claims()?.sub).toBe('ben');
  });

  it('answers on the loopback and under its own name only', async () => {
    await expect(fetch(`http://127.0.0.2:${provider.port}/`)).rejects.toThrow();
    const rebound = await new Browser().open(
      new URL(`http://127.0.0.1:${provider.port}/`),
      {
        headers: { host: 'attacker.example' },
      },
    );
    expect(rebound.status).toBe(421);
  });

  it('says on every page that it is a sandbox, with a policy that allows no inline script', async () => {
    const browser = new Browser();
    const { config } = await signIn(provider.issuers.acme, 'ada', { browser });
    const pages = [
      await browser.open(new URL(`http://localhost:${provider.port}/`)),
      await browser.open((await authorizationUrl(config)).url),
      await browser.open(
        new URL(config.serverMetadata().end_session_endpoint!),
      ),
      await browser.open(new URL(`${provider.issuers.acme}/interaction/none`)),
    ];
    for (const page of pages) {
      expect(page.body).toContain('<strong>Sandbox.</strong>');
      expect(page.headers.get('content-security-policy')).toMatch(
        /default-src 'none'.*script-src 'self';/,
      );
      expect(page.body).not.toMatch(
        /<script(?![^>]*src=)|<style|style=|\son\w+=/,
      );
    }
  });

  it('says so when its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    await expect(start(port)).rejects.toThrow(
      `Port ${port} of the sandbox's identity provider is in use`,
    );
    other.close();
  });
});

async function discover(issuer: string, clientId = 'wheelhouse') {
  const config = await client.discovery(
    new URL(issuer),
    clientId,
    undefined,
    client.None(),
    {
      execute: [client.allowInsecureRequests],
    },
  );
  return { config };
}

async function authorizationUrl(
  config: client.Configuration,
  callback = CALLBACK,
) {
  const verifier = client.randomPKCECodeVerifier();
  const nonce = client.randomNonce();
  const state = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: SCOPE,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    nonce,
    state,
  });
  return { url, verifier, nonce, state };
}

async function authorize(
  issuer: string,
  options: {
    form: Record<string, string>;
    clientId?: string;
    callback?: string;
    browser?: Browser;
  },
) {
  const { config } = await discover(issuer, options.clientId);
  const sent = await authorizationUrl(config, options.callback);
  const browser = options.browser ?? new Browser();
  const callback = await browser.signIn(sent.url, options.form);
  return { config, callback, ...sent };
}

async function signIn(
  issuer: string,
  name: string,
  options: {
    password?: string;
    clientId?: string;
    callback?: string;
    browser?: Browser;
  } = {},
) {
  const { config, callback, verifier, nonce, state } = await authorize(issuer, {
    ...options,
    form: { name, password: options.password ?? SANDBOX_PASSWORD },
  });
  const tokens = await client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: verifier,
    expectedNonce: nonce,
    expectedState: state,
    idTokenExpected: true,
  });
  return { config, tokens };
}

async function readJson(url: string) {
  return (await fetch(url)).json();
}
