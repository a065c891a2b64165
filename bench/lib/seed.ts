import {
  generateApiKey,
  generateSecret,
  hashSecret,
  visiblePrefix,
} from '@wheelhouse/plugin-tenancy-node';
import { knex, Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Server } from './server';

const DAY = 24 * 3600_000;
/** Rows that go to the database at once. */
const CHUNK = 500;

/** The groups that own keys, and how many one is in beside. */
const OWNING_GROUPS = ['group:acme/payments', 'group:acme/sre'];
const OTHER_GROUPS = 18;

/** How much is in the lists of whoever asks. */
export interface Amounts {
  keys: number;
  sessions: number;
}

/** Somebody with an API key and a session. */
export interface Somebody {
  apiKey: string;
  /** What their browser's cookie holds. */
  sessionSecret: string;
}

/** The database of tenancy of a portal that keeps its data on SQLite. */
export function openDatabase(portal: Server): Knex {
  return knex({
    client: 'better-sqlite3',
    connection: { filename: join(portal.folder, 'tenancy.sqlite') },
    useNullAsDefault: true,
  });
}

/**
 * Puts a person into the tables, with keys and sessions granted one a minute until now. Of the keys, a fifth each belongs
 * to two of the person's groups; every tenth key and session has been revoked, and stands besides.
 */
export async function seed(
  db: Knex,
  { keys, sessions }: Amounts = { keys: 1, sessions: 1 },
): Promise<Somebody> {
  const now = Date.now();
  const time = (ms: number) => new Date(ms).toISOString();
  const entity = randomUUID();
  const persona = randomUUID();
  const groups = [
    ...OWNING_GROUPS,
    ...Array.from({ length: OTHER_GROUPS }, (_, i) => `group:acme/team-${i}`),
  ].sort();
  const apiKey = generateApiKey();
  const sessionSecret = generateSecret();

  await db('entity').insert({
    id: entity,
    tenant: 'acme',
    issuer: 'http://localhost:9/acme',
    subject: 'ada',
    account: 'ada@acme.example',
    name: 'ada',
    display_name: 'Ada Lovelace',
    email: 'ada@acme.example',
    created: time(now),
    last_seen: time(now),
    state: 'active',
    groups: JSON.stringify(groups),
    groups_said: time(now),
  });
  await db('entity_persona').insert({
    id: persona,
    entity_id: entity,
    source: 'browser',
    name: 'Firefox on Linux',
    created: time(now),
    last_seen: time(now),
  });

  const auth = (kind: 'session' | 'api_key', secret: string, age: number) => ({
    id: randomUUID(),
    entity_id: entity as string | null,
    owner_group: null as string | null,
    created_by: entity,
    persona_id: persona,
    kind,
    name: kind === 'session' ? 'Firefox on Linux' : `deploy ${age}`,
    granted: time(now - age * 60_000),
    seconds: (365 * DAY) / 1000,
    expires: time(now + 300 * DAY),
    state: 'active',
    prefix: kind === 'session' ? '' : visiblePrefix(secret),
    token_hash: hashSecret(secret),
    scopes: JSON.stringify(['*']),
    last_used: time(now),
    ended: null as string | null,
  });
  const presented = [
    auth('api_key', apiKey, 0),
    auth('session', sessionSecret, 0),
  ];
  const rows = [...presented];
  const add = (kind: 'session' | 'api_key', count: number) => {
    for (let age = 1; age < count; age += 1) {
      const secret = kind === 'session' ? generateSecret() : generateApiKey();
      const row = auth(kind, secret, age);
      if (kind === 'api_key' && age % 5 < OWNING_GROUPS.length) {
        row.entity_id = null;
        row.owner_group = OWNING_GROUPS[age % 5];
      }
      rows.push(row);
      if (age % 10 === 0) {
        rows.push({
          ...row,
          id: randomUUID(),
          token_hash: hashSecret(generateSecret()),
          state: 'revoked',
          ended: time(now),
        });
      }
    }
  };
  add('api_key', keys);
  add('session', sessions);
  await db.batchInsert('auth', rows, CHUNK);
  await db.batchInsert(
    'auth_groups',
    presented.flatMap(({ id }) =>
      groups.map(name => ({ id: randomUUID(), auth_id: id, name })),
    ),
    CHUNK,
  );
  return { apiKey, sessionSecret };
}
