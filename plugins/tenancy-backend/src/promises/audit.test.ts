import { auditLines } from '../__testUtils__/auditLog';
import { Device } from '../__testUtils__/Device';
import { eventually } from '../__testUtils__/eventually';
import { ada, ben } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { Answer, sendAs, TestBrowser } from '../__testUtils__/TestBrowser';

const BEN = 'user:acme/ben';
const ADA = 'user:acme/ada';

describe('the audit log', () => {
  const log: string[] = [];
  const secrets: string[] = [];
  let portal: Portal;
  let person: TestBrowser;
  let administrator: TestBrowser;

  beforeAll(async () => {
    portal = await startPortal({ onLog: line => log.push(line) });
    person = await TestBrowser.signedIn(portal, 'acme', ben);
    administrator = await TestBrowser.signedIn(portal, 'acme', ada);
  });
  afterAll(async () => {
    await portal?.stop();
  });

  /**
   * Does something that succeeds, or does not where a status says so, and returns what the log tells of it: that it was asked
   * for, by whom, and how it ended.
   */
  async function toldOf(
    event: string,
    act: () => Promise<Answer>,
    refused?: number,
  ) {
    const from = log.length;
    const answer = await act();
    if (refused) expect(answer.status).toBe(refused);
    else expect(answer.status).toBeLessThan(400);
    if (answer.body?.apiKey) secrets.push(answer.body.apiKey);
    return eventually(async () => {
      const lines = auditLines(log.slice(from));
      expect(lines.map(line => [line.eventId, line.status])).toEqual([
        [event, 'initiated'],
        [event, refused ? 'failed' : 'succeeded'],
      ]);
      const [asked, ended] = lines;
      expect(ended).toEqual({ ...asked, status: ended.status });
      expect(asked.severityLevel).toBe('medium');
      return { by: asked.actor.actorId, ...asked.meta };
    });
  }

  const make = (name: string) =>
    person.request('POST', '/api/tenancy/token', {
      body: { name, scopes: ['tenancy:read'] },
    });
  const setting = (method: string, version?: string, value?: unknown) =>
    administrator.request(method, '/api/tenancy/settings/banner', {
      headers: version === undefined ? {} : { 'if-match': version },
      ...(value !== undefined && { body: { value } }),
    });

  it('tells of sessions who began and ended them', async () => {
    let browser: TestBrowser;
    const begun = await toldOf('sign-in', async () => {
      browser = await TestBrowser.signedIn(portal, 'acme', ben);
      return browser.get('/api/tenancy/me');
    });
    expect(begun).toMatchObject({ entity: BEN, tenant: 'acme' });
    const { items } = (await person.get('/api/tenancy/sessions')).body;
    const other = items.find((session: any) => !session.current);
    const path = `/api/tenancy/sessions/${other.id}`;
    expect(
      await toldOf('session-end', () => person.request('DELETE', path)),
    ).toMatchObject({ by: BEN, session: other.id });
    const last = await TestBrowser.signedIn(portal, 'acme', ben);
    await eventually(async () =>
      expect(auditLines(log).at(-1)).toMatchObject({ eventId: 'sign-in' }),
    );
    expect(
      await toldOf('sign-out', () =>
        last.request('DELETE', '/api/tenancy/token'),
      ),
    ).toMatchObject({ by: BEN });
  });

  it('tells of keys who made, changed, replaced and revoked them, and what they may', async () => {
    let key: { id: string; apiKey: string };
    const made = await toldOf('api-key-create', async () => {
      const answer = await make('deploy');
      key = answer.body;
      return answer;
    });
    expect(made).toEqual({
      by: BEN,
      subject: 'deploy',
      scopes: 'tenancy:read',
      owner: null,
    });
    const path = `/api/tenancy/token/${key!.id}`;
    const put = (body: object) => () => person.request('PUT', path, { body });
    const about = { by: BEN, key: key!.id };
    expect(
      await toldOf('api-key-update', put({ name: 'deployments' })),
    ).toEqual({ ...about, subject: 'deploy' });
    expect(await toldOf('api-key-rotate', put({ rotate: true }))).toEqual({
      ...about,
      subject: 'deployments',
    });
    expect(
      await toldOf('api-key-revoke', () => person.request('DELETE', path)),
    ).toEqual({ ...about, subject: 'deployments' });
  });

  it('tells of a key that ends itself which one it was', async () => {
    const { id, apiKey } = (await make('short')).body;
    await eventually(async () =>
      expect(auditLines(log).at(-1)).toMatchObject({ status: 'succeeded' }),
    );
    expect(
      await toldOf('api-key-revoke', () =>
        sendAs(portal, apiKey, 'DELETE', '/api/tenancy/token'),
      ),
    ).toMatchObject({ by: BEN, auth: id });
  });

  it('tells of devices who let them in or refused them, where they are, and whose key they got', async () => {
    const about = {
      subject: 'build-box',
      scopes: 'tenancy:read',
      address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
    };
    const device = await Device.asks(portal);
    expect(
      await toldOf('device-approve', () =>
        person.request('POST', device.path('approve')),
      ),
    ).toEqual({ by: BEN, ...about });
    // The device itself is nobody yet.
    expect(await toldOf('api-key-create', () => device.poll())).toEqual({
      by: undefined,
      subject: 's on build-box',
      scopes: 'tenancy:read',
      owner: BEN,
    });
    const another = await Device.asks(portal);
    expect(
      await toldOf('device-deny', () =>
        administrator.request('POST', another.path('deny')),
      ),
    ).toEqual({ by: ADA, ...about });
    secrets.push(device.codes.device_code);
    secrets.push(another.codes.device_code);
  });

  it('tells of settings who changed them, and of what failed that it did', async () => {
    const about = { by: ADA, subject: 'banner' };
    expect(
      await toldOf('setting-create', () =>
        administrator.request('POST', '/api/tenancy/settings', {
          body: { name: 'banner', value: 'a' },
        }),
      ),
    ).toEqual(about);
    expect(
      await toldOf('setting-change', () => setting('PUT', '"1"', 'b')),
    ).toEqual(about);
    await toldOf('setting-change', () => setting('PUT', '"1"', 'c'), 412);
    expect(
      await toldOf('setting-delete', () => setting('DELETE', '"2"')),
    ).toEqual(about);
  });

  it('has none of the secrets', () => {
    expect(secrets.length).toBeGreaterThanOrEqual(5);
    const text = JSON.stringify(auditLines(log));
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
