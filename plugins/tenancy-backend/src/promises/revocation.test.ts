import catalogPlugin from '@backstage/plugin-catalog-backend';
import { HostileProvider, testDatabaseIds } from '@wheelhouse/testing';
import { decodeJwt } from 'jose';
import { eventually } from '../__testUtils__/eventually';
import { ada, ben, hana } from '../__testUtils__/people';
import { foreignPlugin } from '../__testUtils__/plugins';
import { Portal, PortalOptions, startPortal } from '../__testUtils__/portal';
import {
  Answer,
  send,
  sendAs,
  TestBrowser,
} from '../__testUtils__/TestBrowser';

const features = () => [
  catalogPlugin,
  foreignPlugin('books'),
  foreignPlugin('shelves'),
];

/** Everything that somebody can hold. */
class Holdings {
  private constructor(
    readonly browser: TestBrowser,
    readonly key: { id: string; apiKey: string },
    private readonly cookie: string,
    private readonly limited: string,
    private readonly onBehalf: Record<string, string>,
  ) {}

  static async of(portal: Portal, tenant: string, person: any) {
    const browser = await TestBrowser.signedIn(portal, tenant, person);
    const key = await browser.request('POST', '/api/tenancy/token', {
      body: { name: 'all', scopes: ['*'] },
    });
    const given = await browser.get('/api/books/.backstage/auth/v1/cookie');
    const cookie = given.headers.getSetCookie()[0].split(';')[0];
    // The browser would send it to every plugin; here each credential is tried on its own.
    browser.cookies.delete('backstage-auth');
    const path = '/api/books/on-behalf-token/shelves';
    const onBehalf = {
      token: (await browser.get(path)).body.token,
      'API key': (await sendAs(portal, key.body.apiKey, 'GET', path)).body
        .token,
    };
    return new Holdings(
      browser,
      key.body,
      cookie,
      limitedFormOf(browser.token),
      onBehalf,
    );
  }

  /** What each of them is answered, on plugins that know tenancy and that do not. */
  async tryAll(portal: Portal): Promise<Record<string, number>> {
    const asked: Record<string, Promise<Answer>> = {};
    const bearers = {
      token: this.browser.token,
      'API key': this.key.apiKey,
    };
    const paths = [
      '/api/tenancy/me',
      '/api/books/whoami',
      '/api/catalog/entities',
      '/api/books/on-behalf/shelves/whoami',
      '/api/books/on-behalf/shelves/on-behalf/catalog/entities',
    ];
    for (const [name, bearer] of Object.entries(bearers)) {
      for (const path of paths) {
        asked[`${name} at ${path}`] = sendAs(portal, bearer, 'GET', path);
      }
    }
    for (const [name, bearer] of Object.entries(this.onBehalf)) {
      const path = '/api/shelves/whoami';
      asked[`${name} on behalf`] = sendAs(portal, bearer, 'GET', path);
    }
    const cookiePath = `${portal.url}/api/books/cookie/whoami`;
    asked['user cookie'] = send(cookiePath, 'GET', {
      headers: { cookie: this.cookie },
    });
    asked['limited token'] = send(cookiePath, 'GET', {
      headers: { authorization: `Bearer ${this.limited}` },
    });
    const session = new TestBrowser(portal);
    this.browser.cookies.forEach((v, k) => session.cookies.set(k, v));
    asked['session cookie'] = session.refresh();
    const statuses: Record<string, number> = {};
    for (const [name, answer] of Object.entries(asked)) {
      statuses[name] = (await answer).status;
    }
    return statuses;
  }

  async expectAlive(portal: Portal) {
    const statuses = await this.tryAll(portal);
    expect(new Set(Object.values(statuses))).toEqual(new Set([200]));
  }
}

/** As Backstage makes it from a full token. */
function limitedFormOf(token: string): string {
  const [header] = token.split('.');
  const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
  const { sub, iat, exp, uip } = decodeJwt<{ uip: string }>(token);
  const encode = (value: unknown) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const typ = 'vnd.backstage.limited-user';
  return `${encode({ typ, alg, kid })}.${encode({ sub, iat, exp })}.${uip}`;
}

/** The other way to write an ECDSA signature that verifies as well: s becomes n − s. */
function malleated(limited: string): string {
  const [header, payload, signature] = limited.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const other = (n - s).toString(16).padStart(64, '0');
  const changed = Buffer.concat([
    bytes.subarray(0, 32),
    Buffer.from(other, 'hex'),
  ]);
  return `${header}.${payload}.${changed.toString('base64url')}`;
}

const ALL_DEAD = new Set([401]);

describe.each(testDatabaseIds)('promise 10: revocation on %s', databaseId => {
  let portal: Portal;
  /** A second server on the same database. */
  let second: Portal;
  const tenants = { globex: { recheckGroups: '1s' } };

  beforeAll(async () => {
    const options = { databaseId, onDisk: true, tenants, features: features() };
    portal = await startPortal(options);
    second = await startPortal({
      ...options,
      features: features(),
      besides: portal,
    });
  });
  afterAll(async () => {
    await second?.stop();
    await portal?.stop();
  });

  const expectDead = (holdings: Holdings, where: Portal[]) =>
    Promise.all(
      where.map(server =>
        eventually(async () => {
          const statuses = await holdings.tryAll(server);
          expect({
            ...statuses,
            all: new Set(Object.values(statuses)),
          }).toMatchObject({ all: ALL_DEAD });
        }),
      ),
    );

  it('promise 10: a key that is revoked and a session that is ended are dead on each server', async () => {
    const holdings = await Holdings.of(portal, 'acme', ada);
    await holdings.expectAlive(portal);
    await eventually(() => holdings.expectAlive(second));
    const { browser, key } = holdings;
    await browser.request('DELETE', `/api/tenancy/token/${key.id}`);
    await browser.request('POST', '/api/auth/tenancy/logout', {
      anonymous: true,
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    await expectDead(holdings, [portal, second]);
  });

  it('promise 10: a session that is ended from elsewhere is dead on each server', async () => {
    const there = await TestBrowser.signedIn(portal, 'acme', ben);
    const here = await TestBrowser.signedIn(second, 'acme', ben);
    const sessions = await here.get('/api/tenancy/sessions');
    const other = sessions.body.items.find((s: any) => !s.current);
    await there.get('/api/books/whoami');
    const ended = await here.request(
      'DELETE',
      `/api/tenancy/sessions/${other.id}`,
    );
    expect(ended.status).toBe(204);
    await eventually(async () => {
      expect((await there.get('/api/books/whoami')).status).toBe(401);
      expect((await there.refresh()).status).toBe(401);
    });
    expect((await here.get('/api/books/whoami')).status).toBe(200);
  });

  it('promise 10: a limited token whose signature is written in another way is refused', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const limited = limitedFormOf(browser.token);
    const ask = (token: string) =>
      sendAs(portal, token, 'GET', '/api/books/cookie/whoami');
    expect((await ask(limited)).status).toBe(200);
    expect((await ask(malleated(limited))).status).toBe(401);
    // A limited token is for cookies; elsewhere it is none.
    const elsewhere = await sendAs(portal, limited, 'GET', '/api/books/whoami');
    expect(elsewhere.status).toBe(401);
  });

  it('promise 10: a group that is taken away is gone without a new sign-in, and with it what it gave', async () => {
    const person = { ...hana, sub: 'mover', email: 'mover@globex.example' };
    const { key, browser } = await Holdings.of(portal, 'globex', person);
    const groupKey = await browser.request('POST', '/api/tenancy/token', {
      body: {
        name: 'of the group',
        scopes: ['*'],
        owner: 'group:globex/payments',
      },
    });
    expect(groupKey.status).toBe(201);
    const groupsOf = async (server: Portal) =>
      (await sendAs(server, key.apiKey, 'GET', '/api/tenancy/me')).body.groups;
    expect(await groupsOf(second)).toEqual(['group:globex/payments']);
    portal.globex.person({ ...person, groups: [] });
    for (const server of [portal, second]) {
      await eventually(async () => {
        expect(await groupsOf(server)).toEqual([]);
      });
    }
    // What it was signed with names the group still.
    const old = await browser.get('/api/books/whoami');
    expect(old.status).toBe(401);
    expect((await browser.refresh()).status).toBe(200);
    const tokens = await browser.get('/api/tenancy/tokens');
    expect(tokens.text).not.toContain('of the group');
    // The group's own key goes on: it was never the person's.
    const asGroup = await sendAs(
      portal,
      groupKey.body.apiKey,
      'GET',
      '/api/books/whoami',
    );
    expect(asGroup.body.userEntityRef).toBe('user:globex/group_payments');
  });

  it('promise 10: an account that the provider disables loses all that is its own, until it signs in again', async () => {
    const person = { ...hana, sub: 'leaver', email: 'leaver@globex.example' };
    const holdings = await Holdings.of(portal, 'globex', person);
    await holdings.expectAlive(portal);
    portal.globex.person({ ...person, disabled: true });
    // Five seconds from when the portal knows, which asks each second.
    await eventually(() => expectDead(holdings, [portal, second]), 7_000);
    const again = await TestBrowser.signedIn(portal, 'globex', person);
    expect((await again.get('/api/tenancy/me')).status).toBe(200);
    const key = await sendAs(
      portal,
      holdings.key.apiKey,
      'GET',
      '/api/tenancy/me',
    );
    expect(key.status).toBe(401);
  });

  it('promise 10: with a tenant, or its provider, gone from the configuration all that came from it is dead', async () => {
    const holdings = await Holdings.of(portal, 'globex', hana);
    const groupKey = await holdings.browser.request(
      'POST',
      '/api/tenancy/token',
      {
        body: {
          name: 'of the group',
          scopes: ['*'],
          owner: 'group:globex/payments',
        },
      },
    );
    const stays = await Holdings.of(portal, 'acme', ben);
    await second.stop();
    const other = await HostileProvider.start({ clientId: 'wheelhouse' });
    const another = { issuer: other.issuer, recheckGroups: '1s' };
    // It looks twice as often as the first server, which would go on asking if it were always sooner.
    const acme = { recheckGroups: '500ms' };
    const asked = () => portal.globex.requestsTo('token').length;
    // For longer than groups take to be read again.
    const expectNobodyAsked = async () => {
      const before = asked();
      await new Promise(resolve => setTimeout(resolve, 1_600));
      expect(asked()).toBe(before);
    };
    const changes: PortalOptions[] = [
      { tenants: { globex: another, acme } },
      { tenants: { acme }, withoutTenants: ['globex'] },
    ];
    for (const change of changes) {
      second = await startPortal({
        ...change,
        features: features(),
        besides: portal,
      });
      await expectDead(holdings, [second]);
      const asGroup = await sendAs(
        second,
        groupKey.body.apiKey,
        'GET',
        '/api/books/whoami',
      );
      expect(asGroup.status).toBe(401);
      await stays.expectAlive(second);
      // What the one provider gave is forgotten, and never shown to the other.
      await eventually(expectNobodyAsked, 10_000);
      expect(other.requestsTo('token')).toEqual([]);
      await second.stop();
    }
    await other.stop();
    await holdings.expectAlive(portal);
  });
});
