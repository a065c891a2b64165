/**
 * The tables of restarts. Times are `timestamptz` on Postgres and ISO 8601 text in UTC on SQLite.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (table, name) => table.timestamp(name, { useTz: true });

  /** Who asked for something, as restarts and batches keep it. */
  const requester = table => {
    table.text('reason').nullable().comment('What they gave as the reason');
    table
      .string('requested_by', 140)
      .notNullable()
      .comment('user:<tenant>/<name>, or the group that owns the key');
    table
      .string('requested_name', 320)
      .notNullable()
      .comment('What people call them');
    table.string('key_id', 64).nullable().comment('The API key that was used');
    time(table, 'requested_at').notNullable().comment('When');
    time(table, 'ended_at').nullable().comment('When it ended; null: not yet');
  };
  /** Which workload. */
  const workload = table => {
    table.string('cluster', 253).notNullable().comment('Name of the cluster');
    table.string('namespace', 63).notNullable().comment('Of the workload');
    table
      .string('kind', 16)
      .notNullable()
      .comment('deployments | statefulsets | daemonsets | rollouts');
    table.string('name', 253).notNullable().comment('Of the workload');
  };
  /** Which server sees to it; what a server writes after it lost the lease is refused by the version. */
  const lease = table => {
    table
      .string('follower', 36)
      .nullable()
      .comment('The server that sees to it');
    time(table, 'lease_until')
      .nullable()
      .comment('When another may take over; null: it has ended');
    table
      .integer('lease_version')
      .notNullable()
      .comment('Counts up whenever a server takes it');
  };

  await knex.schema.createTable('restart', table => {
    table.comment('A restart of a workload, from asking for it to its end');
    table.uuid('id').primary().comment('Our id');
    workload(table);
    table
      .string('uid', 64)
      .notNullable()
      .comment('Of the workload: one that was made anew is another');
    table
      .string('state', 16)
      .notNullable()
      .comment(
        'pending | patched | rolling | ready | failed | timed-out | superseded',
      );
    requester(table);
    table
      .text('groups')
      .notNullable()
      .comment('JSON array: who could restart it when it was asked for');
    table
      .text('granted')
      .notNullable()
      .comment('JSON array: through which of those it was allowed');
    table
      .string('stamp', 32)
      .notNullable()
      .comment('What the workload is marked with: the same at every try');
    time(table, 'patched_at').nullable().comment('When the cluster took it');
    table.text('steps').notNullable().comment('JSON array of changes of state');
    table.text('progress').nullable().comment('JSON: how far it is');
    table.text('failure').nullable().comment('JSON: why it failed');
    table.uuid('batch_id').nullable().comment('The batch that it is part of');
    table
      .uuid('superseded_by')
      .nullable()
      .comment('The restart that took its place');
    table
      .string('active_key', 600)
      .nullable()
      .unique({ indexName: 'restart_active' })
      .comment(
        '<cluster>/<namespace>/<kind>/<name> until it has ended: one at a time for each workload',
      );
    lease(table);
    table.integer('version').notNullable().comment('Counts up at each change');
    table.index(['requested_at', 'id'], 'restart_newest');
    table.index(
      ['cluster', 'namespace', 'kind', 'name', 'requested_at', 'id'],
      'restart_of_workload',
    );
    table.index(['requested_by', 'requested_at', 'id'], 'restart_of_requester');
    table.index(['lease_until'], 'restart_lease');
    table.index(['ended_at'], 'restart_ended');
  });

  await knex.schema.createTable('restart_group', table => {
    table.comment('Who sees a restart: those that could have asked for it');
    table
      .uuid('restart_id')
      .notNullable()
      .references('id')
      .inTable('restart')
      .onDelete('CASCADE')
      .comment('Which restart');
    table
      .string('name', 140)
      .notNullable()
      .comment('<tenant>/<group>, or <tenant>/* for everyone of it');
    table.primary(['restart_id', 'name']);
  });

  await knex.schema.createTable('batch', table => {
    table.comment('Several restarts that were asked for at once');
    table.uuid('id').primary().comment('Our id');
    table
      .string('state', 16)
      .notNullable()
      .comment('running | ready | failed | stopped');
    requester(table);
    table
      .text('requester')
      .notNullable()
      .comment('JSON: on whose behalf it restarts: names, groups and key');
    table.integer('at_once').notNullable().comment('How many at once');
    table
      .boolean('stop_at_first_failure')
      .notNullable()
      .comment('Whether the rest is left alone after one that failed');
    table
      .boolean('stopping')
      .notNullable()
      .comment('Somebody asked to begin no more');
    lease(table);
    table.integer('version').notNullable().comment('Counts up at each change');
    table.index(['requested_by', 'requested_at', 'id'], 'batch_of_requester');
    table.index(['lease_until'], 'batch_lease');
    table.index(['ended_at'], 'batch_ended');
  });

  await knex.schema.createTable('batch_item', table => {
    table.comment('One workload of a batch');
    table
      .uuid('batch_id')
      .notNullable()
      .references('id')
      .inTable('batch')
      .onDelete('CASCADE')
      .comment('Which batch');
    table.integer('position').notNullable().comment('From 0, as asked for');
    workload(table);
    table
      .string('state', 16)
      .notNullable()
      .comment('waiting | skipped | a state of its restart');
    table.uuid('restart_id').nullable().comment('Its restart, once begun');
    table.text('message').nullable().comment('Why it was left alone or failed');
    table.primary(['batch_id', 'position']);
  });

  await knex.schema.createTable('asked', table => {
    table.comment('What was asked for with an Idempotency-Key');
    table
      .string('owner', 140)
      .notNullable()
      .comment('user: or group: reference of whoever asked');
    table.string('idempotency_key', 255).notNullable().comment('Their key');
    table
      .string('fingerprint', 64)
      .notNullable()
      .comment('SHA-256 of what was asked for');
    table
      .uuid('target')
      .notNullable()
      .comment('The restart or batch that answers it');
    time(table, 'created').notNullable().comment('When');
    table.primary(['owner', 'idempotency_key']);
    table.index(['created'], 'asked_created');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'asked',
    'batch_item',
    'batch',
    'restart_group',
    'restart',
  ]) {
    await knex.schema.dropTable(table);
  }
};
