import { cleo, hana } from './__testUtils__/people';
import type { Portal } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/portal';
import {
  sendAs,
  TestBrowser,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/TestBrowser';
import { describeEachDatabase } from '@wheelhouse/testing';
import { randomUUID } from 'node:crypto';
import { Machine } from './__testUtils__/Machine';
import { keyOf, startMenuPortal } from './__testUtils__/menuPortal';

jest.setTimeout(120_000);

const OPS = 'group:acme/ops';
const WEB = { name: 'web', host: 'web.example' };

describeEachDatabase('machines', databaseId => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startMenuPortal({
      databaseId,
      config: { sshmenu: { entriesPerList: 200 } },
    });
  });
  afterAll(() => portal?.stop());

  /** Somebody new, so that tests do not see each other's entries. */
  async function somebody(groups: string[] = []) {
    const sub = `p${randomUUID().slice(0, 8)}`;
    const person = { ...cleo, sub, email: `${sub}@acme.example`, groups };
    const browser = await TestBrowser.signedIn(portal, 'acme', person);
    return { person, browser, key: await keyOf(browser) };
  }

  async function machinesOf(key: string, count = 2) {
    return Array.from({ length: count }, () => new Machine(portal, key));
  }

  it('of one person show the same, with what was changed on both offline', async () => {
    const { key } = await somebody();
    const [a, b] = await machinesOf(key);
    const id = a.add(WEB);
    await a.sync();
    await b.sync();
    a.edit(id, { port: 2222 });
    b.edit(id, { user: 'root' });
    const fromB = b.add({ name: 'db', host: 'db.example' });
    await a.sync();
    await b.sync();
    await a.sync();
    expect(a.entries()).toEqual(b.entries());
    expect(a.names()).toEqual(['db', 'web']);
    expect(a.entries().find(entry => entry.id === id)).toMatchObject({
      port: 2222,
      user: 'root',
      version: 3,
    });
    expect(a.rejected.concat(b.rejected)).toEqual([]);
    expect(fromB).not.toBe(id);
  });

  it('do not bring back what was deleted, and are told when they had changed it', async () => {
    const { key } = await somebody();
    const [a, b] = await machinesOf(key);
    const id = a.add(WEB);
    await a.sync();
    await b.sync();
    a.delete(id);
    await a.sync();
    b.edit(id, { port: 2222 });
    b.connect(id);
    await b.sync();
    await a.sync();
    expect(a.entries()).toEqual([]);
    expect(b.entries()).toEqual([]);
    expect(b.rejected.map(({ reason }) => reason)).toEqual([
      'deleted',
      'not-found',
    ]);
  });

  it('whose clocks are years off end with the same, and a clock ahead is set back to now', async () => {
    const { key } = await somebody();
    const [a, b] = await machinesOf(key);
    a.now = () => new Date('2099-01-01');
    b.now = () => new Date('1999-01-01');
    const id = a.add(WEB);
    a.connect(id);
    await a.sync();
    await b.sync();
    b.connect(id);
    b.edit(id, { note: 'changed later' });
    await b.sync();
    await a.sync();
    await b.sync();
    const [entry] = a.entries();
    expect(entry).toMatchObject({ note: 'changed later', uses: 2 });
    expect(entry).toEqual(b.entries()[0]);
    expect(Date.parse(entry.lastUsed!)).toBeLessThanOrEqual(Date.now());
  });

  it('change nothing twice when they call again', async () => {
    const { key, browser } = await somebody();
    const [a] = await machinesOf(key, 1);
    const id = a.add(WEB);
    a.connect(id);
    const changes = [...a.waiting];
    const call = () =>
      sendAs(portal, key, 'POST', '/api/sshmenu/sync', { changes });
    const [first, second, third] = await Promise.all([call(), call(), call()]);
    expect(first.body.rejected).toEqual([]);
    expect(second.body.changes.map((c: any) => c.type)).toContain('entry');
    expect(third.status).toBe(200);
    const { body } = await browser.get(`/api/sshmenu/entries/${id}`);
    expect(body).toMatchObject({ version: 1, uses: 1 });
    await a.sync();
    const again = await a.sync();
    expect(again).toEqual({ cursor: a.cursor, changes: [], rejected: [] });
  });

  it('miss nothing of what others write at the same time', async () => {
    const team = `t${randomUUID().slice(0, 8)}`;
    const list = `group:acme/${team}`;
    const people = [await somebody([team]), await somebody([team])];
    const writers = people.flatMap(({ key }) =>
      Array.from({ length: 4 }, () => new Machine(portal, key)),
    );
    const reader = new Machine(portal, people[0].key);
    let writing = true;
    const reading = (async () => {
      while (writing) await reader.sync();
    })();
    await Promise.all(
      writers.map(async (machine, n) => {
        for (let i = 0; i < 10; i += 1) {
          machine.add({ ...WEB, name: `e${n}-${i}` }, list);
          await machine.sync();
        }
      }),
    );
    writing = false;
    await reading;
    await reader.sync();
    expect(reader.names(list)).toHaveLength(80);
    for (const machine of writers) {
      await machine.sync();
      expect(machine.entries(list)).toEqual(reader.entries(list));
    }
  });

  it('see the list of a group, and lose it at the next exchange when they are out of the group', async () => {
    const { person, browser, key } = await somebody(['ops']);
    const other = await somebody(['ops']);
    const [a, b] = [new Machine(portal, key), new Machine(portal, other.key)];
    const shared = b.add({ ...WEB, name: `shared-${randomUUID()}` }, OPS);
    const mine = a.add(WEB);
    await b.sync();
    await a.sync();
    expect(a.menu.lists.get(OPS)).toMatchObject({
      title: 'ops',
      right: 'write',
    });
    expect(a.entries(OPS).map(({ id }) => id)).toContain(shared);
    a.connect(shared);
    await a.sync();

    // The provider says so; the next sign-in is one of the ways in which the portal learns of it.
    portal.acme.person({ ...person, groups: [] });
    await TestBrowser.signedIn(portal, 'acme', { ...person, groups: [] });
    a.edit(shared, { note: 'too late' });
    const told = await a.sync();
    expect(told.changes).toContainEqual({ type: 'gone', list: OPS });
    expect(told.rejected).toMatchObject([{ index: 0, reason: 'not-found' }]);
    expect(a.menu.lists.has(OPS)).toBe(false);
    expect(a.entries().map(({ id }) => id)).toEqual([mine]);
    await browser.refresh();
    const answer = await sendAs(
      portal,
      key,
      'GET',
      `/api/sshmenu/entries?list=${OPS}`,
    );
    expect(answer.status).toBe(404);

    // And back in: everything of the list comes again, with one's own uses.
    await TestBrowser.signedIn(portal, 'acme', person);
    await a.sync();
    expect(a.entries(OPS).find(({ id }) => id === shared)).toMatchObject({
      uses: 1,
    });
    await b.sync();
    expect(b.entries(OPS).find(({ id }) => id === shared)!.note).toBe(
      undefined,
    );
  });

  it('that may only read a list are told, and get back what there is', async () => {
    const team = `t${randomUUID().slice(0, 8)}`;
    const list = `group:acme/${team}`;
    const { key } = await somebody([team]);
    const [a] = await machinesOf(key, 1);
    const id = a.add(WEB, list);
    await a.sync();
    const admin = await somebody(['platform-admins']);
    const answer = await admin.browser.request(
      'PUT',
      `/api/sshmenu/lists/${encodeURIComponent(list)}`,
      { body: { writers: 'admins' } },
    );
    expect(answer.body).toEqual({ list, writers: 'admins' });
    a.edit(id, { port: 1 });
    a.add({ name: 'new', host: 'new.example' }, list);
    a.connect(id);
    await a.sync();
    expect(a.rejected.map(({ reason }) => reason)).toEqual([
      'read-only',
      'read-only',
    ]);
    expect(a.menu.lists.get(list)).toMatchObject({ right: 'read' });
    expect(a.entries(list)).toMatchObject([{ id, uses: 1, version: 1 }]);
    expect(a.entries(list)[0].port).toBeUndefined();
  });

  it('cannot fill a list beyond what it holds', async () => {
    const { key } = await somebody();
    const [a] = await machinesOf(key, 1);
    for (let i = 0; i < 203; i += 1) a.add({ ...WEB, name: `e${i}` });
    await a.sync();
    expect(a.rejected.map(({ reason }) => reason)).toEqual([
      'full',
      'full',
      'full',
    ]);
    expect(a.names()).toHaveLength(200);
  });

  it('of another person cannot go on with a cursor, nor of another tenant see anything', async () => {
    const { key } = await somebody(['payments']);
    const [a] = await machinesOf(key, 1);
    a.add(WEB, 'group:acme/payments');
    a.add(WEB);
    await a.sync();
    const stranger = await TestBrowser.signedIn(portal, 'globex', hana);
    const theirs = new Machine(portal, await keyOf(stranger));
    await theirs.sync();
    expect(theirs.entries()).toEqual([]);
    expect([...theirs.menu.lists.keys()]).toEqual([
      'mine',
      'group:globex/payments',
    ]);
    theirs.add(WEB, 'group:acme/payments');
    await theirs.sync();
    expect(theirs.rejected).toMatchObject([{ reason: 'not-found' }]);
    const answer = await sendAs(
      portal,
      theirs.bearer,
      'POST',
      '/api/sshmenu/sync',
      { cursor: a.cursor, changes: [] },
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('another account');
  });

  it('take another user name for themselves, which nobody else sees', async () => {
    const team = `t${randomUUID().slice(0, 8)}`;
    const list = `group:acme/${team}`;
    const [one, two] = [await somebody([team]), await somebody([team])];
    const [a, b] = [new Machine(portal, one.key), new Machine(portal, two.key)];
    const id = a.add({ ...WEB, user: 'root' }, list);
    await a.sync();
    const answer = await two.browser.request(
      'PUT',
      `/api/sshmenu/entries/${id}/user`,
      { body: { user: 'ben' } },
    );
    expect(answer.body).toMatchObject({ user: 'root', ownUser: 'ben' });
    await a.sync();
    await b.sync();
    expect(a.entries(list)[0]).not.toHaveProperty('ownUser');
    expect(b.entries(list)[0]).toMatchObject({ user: 'root', ownUser: 'ben' });
  });

  it('share what was added in the portal, and the portal what they added', async () => {
    const { browser, key } = await somebody();
    const [a] = await machinesOf(key, 1);
    const made = await browser.request('POST', '/api/sshmenu/entries', {
      body: { ...WEB, tags: ['eu'] },
    });
    expect(made.status).toBe(201);
    await a.sync();
    a.edit(made.body.id, { user: 'ada' });
    await a.sync();
    const stale = await browser.request(
      'PUT',
      `/api/sshmenu/entries/${made.body.id}`,
      {
        body: { ...WEB, port: 22 },
        headers: { 'if-match': made.headers.get('etag')! },
      },
    );
    expect(stale.status).toBe(412);
    expect(stale.body.error.name).toBe('StaleVersionError');
    expect(stale.body.current).toMatchObject({ user: 'ada', version: 2 });
    const changed = await browser.request(
      'PUT',
      `/api/sshmenu/entries/${made.body.id}`,
      {
        body: { ...stale.body.current, port: 22 },
        headers: { 'if-match': stale.headers.get('etag')! },
      },
    );
    expect(changed.body).toMatchObject({ port: 22, user: 'ada', version: 3 });
    await a.sync();
    expect(a.entries()).toEqual([changed.body]);
  });

  it('are told of uses also by a client that names the version it has', async () => {
    const { browser } = await somebody();
    const made = await browser.request('POST', '/api/sshmenu/entries', {
      body: WEB,
    });
    const path = `/api/sshmenu/entries/${made.body.id}`;
    await browser.request('POST', `${path}/use`, { body: {} });
    const again = await browser.request('GET', path, {
      headers: {
        'if-none-match': made.headers.get('etag')!,
        // Node's fetch would say that it wants no such answer.
        'cache-control': 'max-age=0',
      },
    });
    expect(again).toMatchObject({ status: 200, body: { version: 1, uses: 1 } });
  });
});
