/**
 * The reachability of clusters. Times are `timestamptz` on Postgres and ISO 8601 text in UTC on SQLite.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (table, name) => table.timestamp(name, { useTz: true });

  await knex.schema.createTable('reachability', table => {
    table.comment(
      'Stretches of time in which a cluster was in one state, of the last day',
    );
    table.uuid('id').primary().comment('Our id');
    table
      .string('cluster', 253)
      .notNullable()
      .comment(
        'Name of the cluster; not a reference, for clusters are not kept here',
      );
    table
      .string('state', 16)
      .notNullable()
      .comment('good | attention | failed | unknown');
    table.text('reason').nullable().comment('The worst one, when it began');
    time(table, 'began').notNullable().comment('When it was first seen so');
    time(table, 'ended')
      .nullable()
      .comment('When it was seen otherwise; null: it goes on');
    time(table, 'seen')
      .notNullable()
      .comment('When a server last looked; what follows is not known');
    table.index(['cluster', 'began'], 'reachability_of_cluster');
    table.index(['seen'], 'reachability_seen');
    // Two servers that see the same at once write it once.
    table.unique(['cluster'], {
      indexName: 'reachability_open',
      predicate: knex.whereNull('ended'),
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('reachability');
};
