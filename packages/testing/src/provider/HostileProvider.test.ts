import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { HostileProvider } from './HostileProvider';

const CALLBACK = 'http://localhost:7007/api/tenancy/callback';

describe('HostileProvider', () => {
  let provider: HostileProvider;

  beforeEach(async () => {
    provider = await HostileProvider.start({ clientId: 'wheelhouse' });
    provider.person({
      sub: 'p1',
      email: 'pat@example.com',
      email_verified: true,
      groups: ['payments'],
      claims: { realm_access: { roles: ['ops'] } },
    });
  });

  afterEach(async () => {
    await provider.stop();
  });

  const discover = () =>
    client.discovery(
      new URL(provider.issuer),
      'wheelhouse',
      undefined,
      client.None(),
      { execute: [client.allowInsecureRequests] },
    );

  async function signIn() {
    const config = await discover();
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedNonce = client.randomNonce();
    const expectedState = client.randomState();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'openid email groups',
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    const callback = await provider.authorize(url);
    const tokens = await client.authorizationCodeGrant(config, callback, {
      pkceCodeVerifier,
      expectedNonce,
      expectedState,
      idTokenExpected: true,
    });
    return { config, tokens };
  }

  it('is right in everything until it is told to be wrong', async () => {
    const { config, tokens } = await signIn();
    expect(tokens.claims()).toMatchObject({
      sub: 'p1',
      email: 'pat@example.com',
      email_verified: true,
      groups: ['payments'],
      realm_access: { roles: ['ops'] },
    });
    await expect(
      client.fetchUserInfo(config, tokens.access_token, 'p1'),
    ).resolves.toMatchObject({ groups: ['payments'] });
    await expect(
      client.refreshTokenGrant(config, tokens.refresh_token!),
    ).resolves.toMatchObject({ refresh_token: tokens.refresh_token });
  });

  it('records what it was sent', async () => {
    await signIn();
    const [authorization] = provider.requestsTo('authorize');
    expect(authorization.query).toMatchObject({
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.any(String),
      redirect_uri: CALLBACK,
    });
    expect(provider.requestsTo('token')[0].body).toMatchObject({
      grant_type: 'authorization_code',
      code_verifier: expect.any(String),
    });
  });

  it.each([
    [{ code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }],
    [{ code_challenge: 'x'.repeat(43) }],
    [{}],
  ])('refuses a PKCE downgrade: %j', async pkce => {
    const url = new URL(`${provider.issuer}/authorize`);
    url.search = new URLSearchParams({
      client_id: 'wheelhouse',
      response_type: 'code',
      redirect_uri: CALLBACK,
      ...pkce,
    } as Record<string, string>).toString();
    const callback = await provider.authorize(url);
    expect(callback.searchParams.get('error')).toBe('invalid_request');
  });

  it('refuses a code with another verifier, and a code that was used', async () => {
    const config = await discover();
    const verifier = client.randomPKCECodeVerifier();
    const challenge = await client.calculatePKCECodeChallenge(verifier);
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const callback = await provider.authorize(url);
    await expect(
      client.authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: client.randomPKCECodeVerifier(),
      }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(
      client.authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: verifier,
      }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it.each([
    ['another issuer in the ID token', { idTokenClaims: { iss: 'https://x' } }],
    ['another audience', { idTokenClaims: { aud: 'somebody-else' } }],
    ['another nonce', { idTokenClaims: { nonce: 'another' } }],
    ['no nonce', { idTokenClaims: { nonce: undefined } }],
    ['alg none', { signature: 'none' }],
    ['a MAC by public key', { signature: 'public-key-as-secret' }],
    ['no ID token', { idToken: 'absent' }],
    ['a clock 10 minutes behind', { clockOffset: -600 }],
    ['another issuer in the metadata', { metadata: { issuer: 'https://x' } }],
    ['another iss in the response', { responseIss: { wrong: 'https://x' } }],
    ['no iss in the response', { responseIss: 'absent' }],
    ['metadata that redirects', { answers: { metadata: { redirect: '/' } } }],
    ['a broken token endpoint', { answers: { token: 500 } }],
    ['a token endpoint that hangs up', { answers: { token: 'down' } }],
  ] as const)('is caught by a careful client with %s', async (_what, how) => {
    provider.behave(how);
    await expect(signIn()).rejects.toThrow();
    provider.behave({});
    await expect(signIn()).resolves.toBeDefined();
  });

  it.each(['foreign-key', 'unknown-kid', 'jku', 'jwk', 'none'] as const)(
    'gives access tokens that only a careless client accepts: %s',
    async signature => {
      const keys = createRemoteJWKSet(new URL(`${provider.issuer}/jwks`));
      const options = { issuer: provider.issuer, audience: 'mobile-app' };
      const token = { sub: 'p1', audience: 'mobile-app' };
      await expect(
        jwtVerify(await provider.accessToken(token), keys, options),
      ).resolves.toMatchObject({ payload: { email: 'pat@example.com' } });
      const forged = await provider.accessToken({ ...token, signature });
      await expect(jwtVerify(forged, keys, options)).rejects.toThrow();
    },
  );

  it('rotates its keys and counts who fetches them', async () => {
    const keys = createRemoteJWKSet(new URL(`${provider.issuer}/jwks`), {
      cooldownDuration: 0,
    });
    const token = { sub: 'p1', audience: 'mobile-app' };
    await jwtVerify(await provider.accessToken(token), keys);
    provider.rotateKeys();
    await jwtVerify(await provider.accessToken(token), keys);
    expect(provider.requestsTo('jwks')).toHaveLength(2);
  });

  it('ends refreshing in every way that providers do', async () => {
    const { config, tokens } = await signIn();
    const refresh = (token = tokens.refresh_token!) =>
      client.refreshTokenGrant(config, token);

    provider.behave({ refresh: 'rotate' });
    const rotated = await refresh();
    expect(rotated.refresh_token).not.toBe(tokens.refresh_token);
    await expect(refresh()).rejects.toMatchObject({ error: 'invalid_grant' });

    provider.behave({ refresh: 'server_error' });
    await expect(refresh(rotated.refresh_token)).rejects.toThrow();
    provider.behave({ refresh: 'invalid_grant' });
    await expect(refresh(rotated.refresh_token)).rejects.toMatchObject({
      error: 'invalid_grant',
    });

    provider.behave({});
    provider.person({ sub: 'p1', disabled: true });
    await expect(refresh(rotated.refresh_token)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(
      client.fetchUserInfo(config, tokens.access_token, 'p1'),
    ).rejects.toThrow();
  });

  it('never answers, or answers without end, until the client gives up', async () => {
    provider.behave({ answers: { jwks: 'silent', userinfo: 'endless' } });
    await expect(
      fetch(`${provider.issuer}/jwks`, { signal: AbortSignal.timeout(100) }),
    ).rejects.toThrow(/timeout/);

    const endless = await fetch(`${provider.issuer}/userinfo`);
    const reader = endless.body!.getReader();
    let received = 0;
    while (received < 1_000_000) {
      received += (await reader.read()).value!.length;
    }
    await reader.cancel();
    expect(provider.requestsTo('userinfo')[0].sentBytes).toBeGreaterThan(
      1_000_000,
    );
  });

  it('demands the secret of a confidential client', async () => {
    const confidential = await HostileProvider.start({
      clientId: 'portal',
      clientSecret: 's3cret/+',
    });
    confidential.person({ sub: 'p1' });
    const tokens = async (auth: client.ClientAuth) => {
      const config = await client.discovery(
        new URL(confidential.issuer),
        'portal',
        undefined,
        auth,
        { execute: [client.allowInsecureRequests] },
      );
      const verifier = client.randomPKCECodeVerifier();
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: CALLBACK,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return client.authorizationCodeGrant(
        config,
        await confidential.authorize(url),
        { pkceCodeVerifier: verifier },
      );
    };
    await expect(
      tokens(client.ClientSecretBasic('s3cret/+')),
    ).resolves.toBeDefined();
    await expect(
      tokens(client.ClientSecretPost('s3cret/+')),
    ).resolves.toBeDefined();
    await expect(
      tokens(client.ClientSecretPost('guess')),
    ).rejects.toMatchObject({ error: 'invalid_client' });
    await confidential.stop();
  });
});
