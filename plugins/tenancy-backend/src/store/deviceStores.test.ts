import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createTestDatabases, describeEachDatabase } from '@wheelhouse/testing';
import { Knex } from 'knex';
import { DeviceCodeStore } from './DeviceCodeStore';
import { EntityStore } from './EntityStore';
import { GuessStore } from './GuessStore';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describeEachDatabase('the stores of devices', databaseId => {
  let db: Knex;
  let devices: DeviceCodeStore;
  beforeEach(async () => {
    db = await databases.init(databaseId);
    await db.migrate.latest({
      directory: resolvePackagePath(
        '@wheelhouse/plugin-tenancy-backend',
        'migrations',
      ),
    });
    devices = new DeviceCodeStore(db);
  });

  const add = (deviceHash: string, userHash: string, lifeSeconds = 600) =>
    devices.add({
      deviceHash,
      userHash,
      key: { name: 'key', scopes: ['*'] },
      machine: undefined,
      address: '203.0.113.9',
      network: '203.0.113.9',
      lifeSeconds,
      intervalSeconds: 5,
    });

  it('forget devices and guesses whose time is over, and nothing else', async () => {
    await add('over', 'a', -1);
    await add('waiting', 'b');
    expect(await devices.deleteExpired()).toBe(1);
    expect(await db('device_code').pluck('device_hash')).toEqual(['waiting']);
    const guesses = new GuessStore(db);
    await guesses.add('person:a', -1);
    await guesses.add('person:b', 600_000);
    expect(await guesses.deleteExpired()).toBe(1);
    expect(await db('device_guess').pluck('guesser')).toEqual(['person:b']);
  });

  it('give what was approved to one of all that take it', async () => {
    const { id } = await new EntityStore(db).vouchedFor(
      'acme',
      {
        issuer: 'https://login.acme.example',
        subject: 'ben',
        account: 'ben@acme.example',
        groups: [],
      },
      new Date(),
    );
    await add('device', 'code');
    expect(await devices.takeApproved('device')).toBe(false);
    await devices.decide('device', 'approved', id);
    const taken = await Promise.all(
      Array.from({ length: 8 }, () => devices.takeApproved('device')),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('give no two devices the same code', async () => {
    const added = await Promise.all(
      ['a', 'b', 'c'].map(device => add(device, 'the same')),
    );
    expect(added.filter(Boolean)).toHaveLength(1);
  });
});
