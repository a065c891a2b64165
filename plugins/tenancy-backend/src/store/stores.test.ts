import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createTestDatabases, describeEachDatabase } from '@wheelhouse/testing';
import { Knex } from 'knex';
import { randomBytes, randomUUID } from 'node:crypto';
import { Cipher } from '../service/Cipher';
import { AuthFinder } from './AuthFinder';
import { AuthStore } from './AuthStore';
import { EntityStore } from './EntityStore';
import { ExpiryStore } from './ExpiryStore';
import { GrantStore } from './GrantStore';
import { SettingsStore } from './SettingsStore';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const account = (subject: string, groups: string[] = []) => ({
  issuer: 'https://login.acme.example',
  subject,
  account: `${subject}@acme.example`,
  groups,
});
const key = (id: string) => ({ id, secret: randomBytes(32) });

describeEachDatabase('the stores', databaseId => {
  let db: Knex;
  beforeEach(async () => {
    db = await databases.init(databaseId);
    await db.migrate.latest({
      directory: resolvePackagePath(
        '@wheelhouse/plugin-tenancy-backend',
        'migrations',
      ),
    });
  });

  const granted = async (entityId: string, change: object = {}) => {
    const id = randomUUID();
    await new AuthStore(db).grant({
      id,
      entityId,
      ownerGroup: null,
      createdBy: entityId,
      personaId: null,
      kind: 'api_key',
      name: 'ci',
      expires: new Date(Date.now() + 60_000),
      prefix: 'whk_abcdef',
      tokenHash: randomUUID(),
      scopes: ['*'],
      groups: ['group:acme/payments'],
      claims: {},
      ...change,
    });
    return id;
  };

  it('make one entity of an account that arrives many times at once', async () => {
    const entities = new EntityStore(db);
    const all = await Promise.all(
      Array.from({ length: 8 }, () =>
        entities.vouchedFor('acme', account('ben'), new Date()),
      ),
    );
    expect(new Set(all.map(e => e.id)).size).toBe(1);
    expect(await db('entity').select('name')).toEqual([{ name: 'ben' }]);
  });

  it('give two accounts that read alike two names', async () => {
    const entities = new EntityStore(db);
    const first = await entities.vouchedFor('acme', account('ben'), new Date());
    const second = await entities.vouchedFor(
      'acme',
      { ...account('other'), account: 'ben@other.example' },
      new Date(),
    );
    expect([first.name, second.name]).toEqual(['ben', 'ben-2']);
  });

  it('do not go back to groups that the provider gave earlier', async () => {
    const entities = new EntityStore(db);
    await entities.vouchedFor('acme', account('ben', []), new Date(2_000));
    const later = await entities.vouchedFor(
      'acme',
      account('ben', ['payments']),
      new Date(1_000),
    );
    expect(JSON.parse(later.groups)).toEqual([]);
  });

  it('refuse a Backstage token that was made before the groups changed', async () => {
    const { id: entityId } = await new EntityStore(db).vouchedFor(
      'acme',
      account('ben'),
      new Date(),
    );
    const auths = new AuthStore(db);
    const authId = await granted(entityId);
    await auths.setGroups(entityId, []);
    await expect(
      auths.rememberBackstageToken({
        authId,
        hash: 'h',
        groups: ['group:acme/payments'],
        expires: new Date(Date.now() + 60_000).toISOString(),
      }),
    ).rejects.toThrow('try again');
  });

  it('page through keys of a person and of groups without losing or repeating one', async () => {
    const { id: entityId } = await new EntityStore(db).vouchedFor(
      'acme',
      account('ben'),
      new Date(),
    );
    const ids = new Set<string>();
    for (let n = 0; n < 12; n += 1) {
      const ownerGroup = n % 3 ? null : `group:acme/g${n % 2}`;
      ids.add(
        await granted(entityId, {
          ownerGroup,
          entityId: ownerGroup ? null : entityId,
        }),
      );
    }
    // Also those that were granted within one millisecond.
    await db('auth').update({ granted: new Date(5_000).toISOString() });
    const finder = new AuthFinder(db);
    const session = await granted(entityId, {
      kind: 'session',
      groups: ['group:acme/g0', 'group:acme/g1', 'group:acme/without-keys'],
    });
    const seen: string[] = [];
    for (let before; ; ) {
      const page: any[] = await finder.apiKeys(
        { id: session, entityId },
        { limit: 5, before },
      );
      seen.push(...page.map(row => row.id));
      if (page.length < 5) break;
      const last = page[page.length - 1];
      before = { granted: new Date(last.granted).toISOString(), id: last.id };
    }
    expect(seen).toHaveLength(12);
    expect(new Set(seen)).toEqual(ids);
  });

  it('give a due grant to one of many servers', async () => {
    const { id: entityId } = await new EntityStore(db).vouchedFor(
      'acme',
      account('ben'),
      new Date(),
    );
    const grants = new GrantStore(db, new Cipher([key('a')]));
    await grants.add({
      entityId,
      authId: null,
      refreshToken: 'r1',
      nextCheck: new Date(1_000),
    });
    const lease = new Date(Date.now() + 60_000);
    const taken = await Promise.all(
      Array.from({ length: 6 }, () => grants.takeDue(10, lease)),
    );
    expect(taken.flat().map(g => g.refreshToken)).toEqual(['r1']);
  });

  it('read what an old encryption key wrote, move it to the new one, and then do without the old', async () => {
    const [a, b] = [key('a'), key('b')];
    const { id: entityId } = await new EntityStore(db).vouchedFor(
      'acme',
      account('ben'),
      new Date(),
    );
    await new GrantStore(db, new Cipher([a])).add({
      entityId,
      authId: null,
      refreshToken: 'r1',
      nextCheck: new Date(1_000),
    });
    const both = new GrantStore(db, new Cipher([b, a]));
    expect(await both.reencrypt(10)).toBe(1);
    expect(await both.reencrypt(10)).toBe(0);
    const [grant] = await new GrantStore(db, new Cipher([b])).takeDue(
      1,
      new Date(Date.now() + 60_000),
    );
    expect(grant.refreshToken).toBe('r1');
    const [row] = await db('provider_grant');
    expect(row.ciphertext).not.toContain('r1');
  });

  it('never give one version of a setting to two values, also over a deletion', async () => {
    const settings = new SettingsStore(db);
    const write = (value: unknown, deleted: boolean, version: number) =>
      settings.write('a', { value, deleted, by: 'ada' }, version);
    expect(await write(1, false, 0)).toBe(1);
    expect(await write(1, false, 0)).toBeUndefined();
    expect(await write(null, true, 1)).toBe(2);
    expect(await write(2, false, 2)).toBe(3);
    expect(await write(9, false, 1)).toBeUndefined();
    expect(await settings.get('a')).toMatchObject({ value: 2, version: 3 });
  });

  it('end what has expired or idled, and nothing else', async () => {
    const { id: entityId } = await new EntityStore(db).vouchedFor(
      'acme',
      account('ben'),
      new Date(),
    );
    const expired = await granted(entityId, { expires: new Date(1_000) });
    const endless = await granted(entityId, { expires: null });
    const idle = await granted(entityId, { kind: 'session' });
    await db('auth')
      .where({ id: idle })
      .update({ last_used: new Date(1_000).toISOString() });
    const alive = await granted(entityId, { kind: 'session' });
    const expiry = new ExpiryStore(db);
    const owner = { entity_id: entityId, owner_group: null };
    expect(await expiry.endExpired()).toEqual([{ ...owner, kind: 'api_key' }]);
    expect(await expiry.endIdle(new Date(2_000))).toEqual([
      { ...owner, kind: 'session' },
    ]);
    expect(await expiry.endExpired()).toEqual([]);
    const active = await db('auth').where({ state: 'active' }).pluck('id');
    expect(active.sort()).toEqual([endless, alive].sort());
    const ended = await db('auth').where({ state: 'revoked' }).pluck('id');
    expect(ended.sort()).toEqual([expired, idle].sort());
  });
});
