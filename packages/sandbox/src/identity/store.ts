import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import createKnex, { Knex } from 'knex';
import type { Adapter, AdapterPayload } from 'oidc-provider';

interface RecordRow {
  tenant: string;
  model: string;
  id: string;
  payload: string;
  grant_id: string | null;
  uid: string | null;
  expires: number | null;
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

class RecordAdapter implements Adapter {
  readonly #database: Knex;
  readonly #tenant: string;
  readonly #model: string;

  constructor(database: Knex, tenant: string, model: string) {
    this.#database = database;
    this.#tenant = tenant;
    this.#model = model;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number) {
    const row: RecordRow = {
      tenant: this.#tenant,
      model: this.#model,
      id,
      payload: JSON.stringify(payload),
      grant_id: payload.grantId ?? null,
      uid: payload.uid ?? null,
      expires: expiresIn ? seconds() + expiresIn : null,
    };
    await this.#database('record')
      .insert(row)
      .onConflict(['tenant', 'model', 'id'])
      .merge();
  }

  async find(id: string) {
    return this.#first({ id });
  }

  async findByUid(uid: string) {
    return this.#first({ uid });
  }

  /** Only the device flow asks, which is not offered. */
  async findByUserCode() {
    return undefined;
  }

  async consume(id: string) {
    const payload = await this.find(id);
    if (!payload) return;
    await this.#own({ id }).update({
      payload: JSON.stringify({ ...payload, consumed: seconds() }),
    });
  }

  async destroy(id: string) {
    await this.#own({ id }).delete();
  }

  async revokeByGrantId(grantId: string) {
    await this.#own({ grant_id: grantId }).delete();
  }

  async #first(where: Partial<RecordRow>): Promise<AdapterPayload | undefined> {
    const row = await this.#own(where).first();
    if (!row || (row.expires !== null && row.expires <= seconds())) {
      return undefined;
    }
    return JSON.parse(row.payload);
  }

  #own(where: Partial<RecordRow>) {
    return this.#database<RecordRow>('record').where({
      tenant: this.#tenant,
      model: this.#model,
      ...where,
    });
  }
}

/** What the identity provider remembers across restarts: grants, sessions and its own secrets, in one SQLite file. */
export class IdentityStore {
  static async open(dataDirectory: string): Promise<IdentityStore> {
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
    const database = createKnex({
      client: 'better-sqlite3',
      connection: { filename: join(dataDirectory, 'identity.sqlite') },
      useNullAsDefault: true,
    });
    await database.raw('PRAGMA journal_mode = WAL');
    if (!(await database.schema.hasTable('record'))) {
      await database.schema.createTable('record', table => {
        table.string('tenant').notNullable();
        table.string('model').notNullable();
        table.string('id').notNullable();
        table.text('payload').notNullable();
        table.string('grant_id').index();
        table.string('uid').index();
        table.integer('expires').index().comment('Seconds since 1970');
        table.primary(['tenant', 'model', 'id']);
      });
      await database.schema.createTable('secret', table => {
        table.string('tenant').notNullable();
        table.string('name').notNullable();
        table.text('value').notNullable();
        table.primary(['tenant', 'name']);
      });
    }
    await database('record').where('expires', '<', seconds()).delete();
    return new IdentityStore(database);
  }

  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  /** A secret of a tenant, made when it is first asked for. */
  async secret<T>(
    tenant: string,
    name: string,
    make: () => Promise<T>,
  ): Promise<T> {
    const row = await this.#database('secret').where({ tenant, name }).first();
    if (row) return JSON.parse(row.value);
    const value = await make();
    await this.#database('secret').insert({
      tenant,
      name,
      value: JSON.stringify(value),
    });
    return value;
  }

  /** What `oidc-provider` keeps its records with: one adapter for each kind of record. */
  adapter(tenant: string): (model: string) => Adapter {
    return model => new RecordAdapter(this.#database, tenant, model);
  }

  async close(): Promise<void> {
    await this.#database.destroy();
  }
}
