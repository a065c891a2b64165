import { auditLines } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/auditLog';
import type { Portal } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/portal';
import {
  type Answer,
  sendAs,
  TestBrowser,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/TestBrowser';
import { eventually } from '@wheelhouse/testing';
import { Machine } from '../__testUtils__/Machine';
import { startMenuPortal } from '../__testUtils__/menuPortal';
import { ada, ben } from '../__testUtils__/people';

const PAYMENTS = 'group:acme/payments';
const WEB = { name: 'web', host: 'web.internal.example', user: 'root' };

describe('the audit log of the SSH menu', () => {
  const log: string[] = [];
  let portal: Portal;
  let owner: TestBrowser;
  let key: { id: string; apiKey: string };

  beforeAll(async () => {
    portal = await startMenuPortal({ onLog: line => log.push(line) });
    owner = await TestBrowser.signedIn(portal, 'acme', ben);
    const { body } = await owner.request('POST', '/api/tenancy/token', {
      body: { name: 'machine', scopes: ['sshmenu:*'] },
    });
    key = body;
  });
  afterAll(async () => {
    await portal?.stop();
  });

  /** What the log tells, at its end, of something that was done or refused. */
  const lastTold = (event: string, status = 'succeeded') =>
    eventually(() => {
      const line = auditLines(log).at(-1);
      expect(line).toMatchObject({ eventId: event, status });
      return { by: line!.actor.actorId, ...line!.meta };
    });
  const ask = (
    method: string,
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answer> =>
    sendAs(portal, key.apiKey, method, `/api/sshmenu${path}`, body, headers);

  it('tells who added, changed and deleted which entry of which list, and with which key', async () => {
    const about = { by: 'user:acme/ben', auth: key.id, list: PAYMENTS };
    const made = await ask('POST', '/entries', { ...WEB, list: PAYMENTS });
    const { id } = made.body;
    expect(await lastTold('entry-create')).toEqual({ ...about, id });
    const path = `/entries/${id}`;
    const first = { 'if-match': '"1"' };
    await ask('PUT', path, { ...WEB, port: 2222 }, first);
    expect(await lastTold('entry-change')).toEqual({ ...about, id });
    expect((await ask('DELETE', path, undefined, first)).status).toBe(412);
    expect(await lastTold('entry-delete', 'failed')).toMatchObject({ id });
    await ask('DELETE', path, undefined, { 'if-match': '"2"' });
    expect(await lastTold('entry-delete')).toEqual({ ...about, id });
  });

  it('tells how many entries of which lists an exchange changed', async () => {
    const machine = new Machine(portal, key.apiKey);
    await machine.sync();
    const id = machine.add(WEB);
    machine.add(WEB, PAYMENTS);
    machine.add({ ...WEB, name: 'web-2' }, PAYMENTS);
    await machine.sync();
    expect(await lastTold('entries-sync')).toEqual({
      by: 'user:acme/ben',
      auth: key.id,
      changes: 3,
      rejected: 0,
      mine: 1,
      [PAYMENTS]: 2,
    });

    const before = auditLines(log).length;
    machine.connect(id);
    await machine.sync();
    expect(machine.rejected).toEqual([]);
    expect(auditLines(log)).toHaveLength(before);
  });

  it('tells who let whom write a list', async () => {
    const administrator = await TestBrowser.signedIn(portal, 'acme', ada);
    const path = `/api/sshmenu/lists/${encodeURIComponent(PAYMENTS)}`;
    const body = { writers: 'admins' };
    await administrator.request('PUT', path, { body });
    expect(await lastTold('list-writers-change')).toMatchObject({
      by: 'user:acme/ada',
      list: PAYMENTS,
      writers: 'admins',
    });
  });

  it('says of no entry where it leads', () => {
    expect(auditLines(log).length).toBeGreaterThan(6);
    expect(JSON.stringify(auditLines(log))).not.toContain('web.internal');
  });
});
