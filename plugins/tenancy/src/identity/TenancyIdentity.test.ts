import { SignedOutError, TenancyIdentity } from './TenancyIdentity';

const hour = 3600;

function grant(token: string, expiresInSeconds = hour): Response {
  return new Response(
    JSON.stringify({
      profile: { displayName: 'Ada' },
      backstageIdentity: {
        token,
        expiresInSeconds,
        identity: {
          type: 'user',
          userEntityRef: 'user:acme/ada',
          ownershipEntityRefs: ['group:acme/payments'],
        },
      },
    }),
  );
}

describe('TenancyIdentity', () => {
  const fetchMock = jest.fn<Promise<Response>, [string, RequestInit]>();
  const onEnded = jest.fn();
  const realFetch = global.fetch;
  let identity: TenancyIdentity;

  beforeEach(() => {
    jest.resetAllMocks();
    global.fetch = fetchMock as typeof fetch;
    identity = new TenancyIdentity({
      discoveryApi: { getBaseUrl: async id => `https://portal/api/${id}` },
      onEnded,
    });
  });
  afterEach(() => {
    global.fetch = realFetch;
    jest.useRealTimers();
  });

  it('gets its token for the session cookie, in a request that a foreign page cannot make', async () => {
    fetchMock.mockResolvedValueOnce(grant('one'));
    expect(await identity.getCredentials()).toEqual({ token: 'one' });
    expect(fetchMock).toHaveBeenCalledWith(
      'https://portal/api/auth/tenancy/refresh',
      {
        method: 'GET',
        credentials: 'include',
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
      },
    );
  });

  it('tells who is signed in', async () => {
    fetchMock.mockResolvedValueOnce(grant('one'));
    expect(await identity.getProfileInfo()).toEqual({ displayName: 'Ada' });
    expect(await identity.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:acme/ada',
    });
    expect(fetchMock).toHaveBeenCalledTimes(1);
  });

  it('asks once, however many wait for a token', async () => {
    fetchMock.mockImplementation(async () => grant('one'));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => identity.getCredentials()),
    );
    expect(answers).toEqual(Array(5).fill({ token: 'one' }));
    expect(fetchMock).toHaveBeenCalledTimes(1);
  });

  it('replaces a token before it expires', async () => {
    jest.useFakeTimers();
    fetchMock
      .mockResolvedValueOnce(grant('one'))
      .mockResolvedValueOnce(grant('two'));
    await identity.start();
    jest.advanceTimersByTime((hour - 61) * 1000);
    expect(await identity.getCredentials()).toEqual({ token: 'one' });
    jest.advanceTimersByTime(2000);
    expect(await identity.getCredentials()).toEqual({ token: 'two' });
  });

  it('replaces a refused token once, also when several requests were refused', async () => {
    fetchMock
      .mockResolvedValueOnce(grant('one'))
      .mockResolvedValueOnce(grant('two'));
    await identity.start();
    await Promise.all([identity.renew('one'), identity.renew('one')]);
    await identity.renew('one');
    expect(identity.token).toBe('two');
    expect(fetchMock).toHaveBeenCalledTimes(2);
  });

  it('says when a session that was there is over', async () => {
    fetchMock
      .mockResolvedValueOnce(grant('one'))
      .mockResolvedValueOnce(new Response('', { status: 401 }));
    await identity.start();
    await expect(identity.renew('one')).rejects.toThrow(SignedOutError);
    expect(onEnded).toHaveBeenCalledTimes(1);
    expect(identity.token).toBeUndefined();
  });

  it('does not speak of an end where nobody was signed in', async () => {
    fetchMock.mockResolvedValueOnce(new Response('', { status: 401 }));
    await expect(identity.start()).rejects.toThrow(SignedOutError);
    expect(onEnded).not.toHaveBeenCalled();
  });

  it('keeps the session when the server is only unwell', async () => {
    fetchMock
      .mockResolvedValueOnce(grant('one'))
      .mockResolvedValueOnce(new Response('', { status: 503 }));
    await identity.start();
    await expect(identity.renew('one')).rejects.toThrow('503');
    expect(onEnded).not.toHaveBeenCalled();
    expect(await identity.getCredentials()).toEqual({ token: 'one' });
  });

  it('ends the session at the server when signing out, and does not call that an accident', async () => {
    fetchMock
      .mockResolvedValueOnce(grant('one'))
      .mockResolvedValueOnce(new Response(null, { status: 204 }))
      .mockResolvedValueOnce(new Response('', { status: 401 }));
    await identity.start();
    await identity.signOut();
    expect(fetchMock).toHaveBeenLastCalledWith(
      'https://portal/api/auth/tenancy/logout',
      expect.objectContaining({ method: 'POST', credentials: 'include' }),
    );
    await expect(identity.getCredentials()).rejects.toThrow(SignedOutError);
    expect(onEnded).not.toHaveBeenCalled();
  });

  it('fails to sign out where the server cannot be told, and stays signed in', async () => {
    fetchMock
      .mockResolvedValueOnce(grant('one'))
      .mockResolvedValueOnce(new Response('', { status: 503 }));
    await identity.start();
    await expect(identity.signOut()).rejects.toThrow('503');
    expect(await identity.getCredentials()).toEqual({ token: 'one' });
  });
});
