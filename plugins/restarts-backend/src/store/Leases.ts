import { Knex } from 'knex';
import { toDatabase } from './time';

/** Who sees to something, and since which of its takings. */
export interface Lease {
  follower: string;
  version: number;
}

/** The columns of a lease. */
export interface LeaseColumns {
  follower: string | null;
  lease_until: string | Date | null;
  lease_version: number;
}

/** Of what has ended: nobody sees to it any more. */
export const NO_LEASE = { follower: null, lease_until: null };

/** The lease of what begins here. */
export function firstLease(follower: string, leaseMs: number): LeaseColumns {
  return {
    follower,
    lease_until: toDatabase(Date.now() + leaseMs),
    lease_version: 1,
  };
}

export function leaseOfRow(row: LeaseColumns): Lease | undefined {
  return row.follower
    ? { follower: row.follower, version: row.lease_version }
    : undefined;
}

/**
 * Which server sees to what stands in a table. A lease is renewed while its server lives; when it has run out another server
 * takes it, and what the first still writes is refused.
 */
export class Leases<Row extends LeaseColumns> {
  constructor(
    private readonly db: Knex,
    private readonly table: 'restart' | 'batch',
    private readonly leaseMs: number,
  ) {}

  /** Takes what nobody sees to any more. */
  async takeOver(follower: string, limit: number): Promise<Row[]> {
    const now = Date.now();
    const due = await this.db(this.table)
      .where('lease_until', '<', toDatabase(now))
      .orderBy('lease_until')
      .limit(limit)
      .select('id', 'lease_version');
    const taken: Row[] = [];
    for (const { id, lease_version: version } of due) {
      const rows = await this.db(this.table)
        .where({ id, lease_version: version })
        .where('lease_until', '<', toDatabase(now))
        .update({
          follower,
          lease_until: toDatabase(Date.now() + this.leaseMs),
          lease_version: version + 1,
        })
        .returning('*');
      taken.push(...rows);
    }
    return taken;
  }

  /** Keeps a lease; false: it is lost, or what it is of has ended. */
  async renew(id: string, lease: Lease): Promise<boolean> {
    const count = await this.held(id, lease).update({
      lease_until: toDatabase(Date.now() + this.leaseMs),
    });
    return count > 0;
  }

  /** Lets the next server take over at once: this one stops. */
  async release(id: string, lease: Lease): Promise<void> {
    await this.held(id, lease).update({ lease_until: toDatabase(0) });
  }

  /** The row, while the lease is held. */
  held(id: string, lease: Lease, db: Knex = this.db) {
    return db(this.table)
      .where({ id, follower: lease.follower, lease_version: lease.version })
      .whereNull('ended_at');
  }
}
