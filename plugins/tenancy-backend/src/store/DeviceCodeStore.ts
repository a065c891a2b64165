import { Knex } from 'knex';
import type { RequestedKey } from './LoginStore';
import { fromDatabase, toDatabase } from './time';

/** A device that asks for a key. */
export interface DeviceCode {
  deviceHash: string;
  key: RequestedKey;
  /** What the device calls itself. */
  machine: string | undefined;
  address: string;
  network: string;
  asked: string;
  expires: string;
  state: 'pending' | 'approved' | 'denied';
  /** The entity that approved or denied it. */
  decidedBy: string | null;
  /** ISO 8601; undefined: the device has not asked yet. */
  polled: string | undefined;
  intervalSeconds: number;
}

/** What is written of a device that begins to ask. */
export type NewDeviceCode = Omit<
  DeviceCode,
  'asked' | 'expires' | 'state' | 'decidedBy' | 'polled'
> & { userHash: string; lifeSeconds: number };

const TABLE = 'device_code';

/** Devices that ask for keys: each is given one once. */
export class DeviceCodeStore {
  constructor(private readonly db: Knex) {}

  /** False where the code that people type is another device's already. */
  async add(code: NewDeviceCode): Promise<boolean> {
    const now = Date.now();
    const added = await this.db(TABLE)
      .insert({
        device_hash: code.deviceHash,
        user_hash: code.userHash,
        name: code.key.name,
        scopes: JSON.stringify(code.key.scopes),
        expires_in: code.key.expiresIn ?? null,
        machine: code.machine ?? null,
        address: code.address,
        network: code.network,
        asked: toDatabase(now),
        expires: toDatabase(now + code.lifeSeconds * 1000),
        state: 'pending',
        interval_seconds: code.intervalSeconds,
      })
      .onConflict('user_hash')
      .ignore()
      .returning('device_hash');
    return added.length > 0;
  }

  /** How many wait for somebody, of a network or of all. */
  async countPending(network?: string): Promise<number> {
    const [{ count }] = await this.#alive()
      .where({ state: 'pending', ...(network !== undefined && { network }) })
      .count({ count: '*' });
    return Number(count);
  }

  /** The device that waits for one of these codes. */
  async pendingByUserCode(hashes: string[]): Promise<DeviceCode | undefined> {
    const row = await this.#alive()
      .where({ state: 'pending' })
      .whereIn('user_hash', hashes)
      .first();
    return row && toDeviceCode(row);
  }

  async byDeviceCode(deviceHash: string): Promise<DeviceCode | undefined> {
    const row = await this.#alive().where({ device_hash: deviceHash }).first();
    return row && toDeviceCode(row);
  }

  /** Of all that decide at the same time, the first does. */
  async decide(
    deviceHash: string,
    state: 'approved' | 'denied',
    entityId: string,
  ): Promise<boolean> {
    const decided = await this.#alive()
      .where({ device_hash: deviceHash, state: 'pending' })
      .update({ state, decided_by: entityId });
    return decided > 0;
  }

  /** Notes that a device has asked, and how long it has to wait from now on. */
  async notePoll(deviceHash: string, intervalSeconds: number): Promise<void> {
    await this.db(TABLE)
      .where({ device_hash: deviceHash })
      .update({
        polled: toDatabase(Date.now()),
        interval_seconds: intervalSeconds,
      });
  }

  /** Takes an approved one away. Of all that take it at the same time, one does. */
  async takeApproved(deviceHash: string): Promise<boolean> {
    const taken = await this.#alive()
      .where({ device_hash: deviceHash, state: 'approved' })
      .delete();
    return taken > 0;
  }

  async deleteExpired(): Promise<number> {
    return this.db(TABLE)
      .where('expires', '<', toDatabase(Date.now()))
      .delete();
  }

  #alive() {
    return this.db(TABLE).where('expires', '>', toDatabase(Date.now()));
  }
}

function toDeviceCode(row: any): DeviceCode {
  return {
    deviceHash: row.device_hash,
    key: {
      name: row.name,
      scopes: JSON.parse(row.scopes),
      // Postgres gives a big integer as text.
      expiresIn: row.expires_in === null ? undefined : Number(row.expires_in),
    },
    machine: row.machine ?? undefined,
    address: row.address,
    network: row.network,
    asked: fromDatabase(row.asked),
    expires: fromDatabase(row.expires),
    state: row.state,
    decidedBy: row.decided_by,
    polled: row.polled ? fromDatabase(row.polled) : undefined,
    intervalSeconds: row.interval_seconds,
  };
}
