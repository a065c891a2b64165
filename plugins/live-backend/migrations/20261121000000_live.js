/**
 * The tables of live events. Times are `timestamptz` on Postgres and ISO 8601 text in UTC on SQLite. No table holds a
 * ticket that could be used.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (table, name) => table.timestamp(name, { useTz: true });

  await knex.schema.createTable('live_head', table => {
    table.comment(
      'How far the log goes: one row. Whoever appends takes it, so that events become visible in the order of their sequence',
    );
    table.integer('id').primary().comment('1');
    table
      .string('epoch', 8)
      .notNullable()
      .comment(
        'Part of every cursor, so that one of another log is known as such',
      );
    table
      .bigInteger('last')
      .notNullable()
      .comment('Sequence of the last event');
    table
      .bigInteger('trimmed')
      .notNullable()
      .comment('Sequence up to which events are no longer kept');
  });
  await knex('live_head').insert({
    id: 1,
    epoch: require('node:crypto').randomBytes(4).toString('hex'),
    last: 0,
    trimmed: 0,
  });

  await knex.schema.createTable('live_event', table => {
    table.comment('What happened, for whoever was away for a moment');
    table
      .bigInteger('sequence')
      .primary()
      .comment('The order of all events, without gaps');
    table.string('channel', 256).notNullable().comment('E.g. restarts/<id>');
    table
      .string('type', 64)
      .notNullable()
      .comment('What happened; empty: who may follow the channel has changed');
    time(table, 'time').notNullable().comment('When it was published');
    table.text('data').notNullable().comment('JSON');
    table.index(['channel', 'sequence'], 'live_event_channel');
    table.index(['time'], 'live_event_time');
  });

  await knex.schema.createTable('live_ticket', table => {
    table.comment('What browsers open a socket with; a row is gone once used');
    table.string('hash', 64).primary().comment('SHA-256 of the ticket');
    table
      .string('auth_id', 64)
      .notNullable()
      .comment('The session or API key that it stands for');
    time(table, 'expires').notNullable().comment('End of its life');
    table.index(['expires'], 'live_ticket_expires');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('live_ticket');
  await knex.schema.dropTable('live_event');
  await knex.schema.dropTable('live_head');
};
