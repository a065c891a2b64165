/**
 * The tables of the SSH menu. Times are `timestamptz` on Postgres and ISO 8601 text in UTC on SQLite. Nothing in them is a
 * credential.
 *
 * Each list has one sequence, in its own row: whoever changes the list holds that row until they commit, so that numbers
 * become visible in their order, and a machine that has read up to one has missed none before it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const postgres = knex.client.config.client === 'pg';
  const time = (table, name) => table.timestamp(name, { useTz: true });
  // Compared by bytes on both engines, whatever the locale of the database.
  const sortable = (table, name, length) =>
    table.specificType(
      name,
      postgres ? `varchar(${length}) collate "C"` : `varchar(${length})`,
    );
  const listKey = table => sortable(table, 'list_key', 140).notNullable();
  const entryId = table => sortable(table, 'id', 64).notNullable();

  await knex.schema.createTable('entry_list', table => {
    table.comment('A list of entries: of one person or of a group');
    sortable(table, 'list_key', 140)
      .primary()
      .comment('user:<tenant>/<name> or group:<tenant>/<name>');
    table
      .string('writers', 16)
      .notNullable()
      .comment('members | admins: who may write the list of a group');
    table
      .bigInteger('seq')
      .notNullable()
      .comment('Number of the last change, of entries and of what is personal');
    table.integer('entries').notNullable().comment('How many entries it has');
    table
      .integer('rows')
      .notNullable()
      .comment('How many it has with those that were deleted');
  });

  await knex.schema.createTable('entry', table => {
    table.comment('An entry, or what is left of one that was deleted');
    listKey(table).comment('In which list');
    entryId(table).comment('Made by whoever added it');
    table
      .bigInteger('seq')
      .notNullable()
      .comment('Number of its last change in its list');
    table.integer('version').notNullable().comment('Counts up at each change');
    table
      .boolean('deleted')
      .notNullable()
      .comment('Deleted; the row stays so that it never returns');
    sortable(table, 'name_key', 400)
      .notNullable()
      .comment('The name as it is sorted; empty where deleted');
    table
      .text('search')
      .notNullable()
      .comment('What is looked through, folded; empty where deleted');
    table
      .text('state')
      .notNullable()
      .comment('JSON, exactly as machines get it');
    table.primary(['list_key', 'id']);
    table.unique(['list_key', 'seq'], { indexName: 'entry_changes' });
    table.index(['list_key', 'deleted', 'name_key', 'id'], 'entry_by_name');
  });

  await knex.schema.createTable('entry_use', table => {
    table.comment('How often somebody connected from one place');
    sortable(table, 'owner', 140)
      .notNullable()
      .comment('Who: user:<tenant>/<name>');
    listKey(table).comment('List of the entry');
    entryId(table).comment('Id of the entry');
    table.string('replica', 32).notNullable().comment('Place that counts');
    table.string('persona', 128).nullable().comment('What people call it');
    table.bigInteger('uses').notNullable().comment('How often');
    time(table, 'last_used').notNullable().comment('When last');
    time(table, 'claimed')
      .notNullable()
      .comment('When last by the clock of the place, which may run ahead');
    table
      .bigInteger('seq')
      .notNullable()
      .comment('Number of its last change in the own list of the person');
    table.primary(['owner', 'list_key', 'id', 'replica']);
    table.index(['owner', 'seq'], 'entry_use_changes');
    table.index(['list_key', 'id'], 'entry_use_of_entry');
  });

  await knex.schema.createTable('personal', table => {
    table.comment(
      'What is of one person on an entry: the sum of their uses, and the user name they take',
    );
    sortable(table, 'owner', 140)
      .notNullable()
      .comment('Who: user:<tenant>/<name>');
    listKey(table).comment('List of the entry');
    entryId(table).comment('Id of the entry');
    table.bigInteger('uses').notNullable().comment('From all places');
    time(table, 'last_used').nullable().comment('Null: not yet');
    table
      .string('last_used_from', 128)
      .nullable()
      .comment('The place that they last connected from');
    table
      .double('frecency')
      .nullable()
      .comment('How often and how lately, in one number; null: not yet');
    table
      .string('own_user', 64)
      .nullable()
      .comment('Instead of that of the entry; null: that of the entry');
    table
      .string('own_user_stamp', 64)
      .nullable()
      .comment('When it was chosen; null: never');
    table
      .bigInteger('own_user_seq')
      .nullable()
      .comment('Number of that choice in the own list of the person');
    table.primary(['owner', 'list_key', 'id']);
    table.index(['owner', 'own_user_seq'], 'personal_changes');
    table.index(['owner', 'last_used', 'list_key', 'id'], 'personal_recent');
    table.index(['owner', 'frecency', 'list_key', 'id'], 'personal_frecent');
    table.index(['list_key', 'id'], 'personal_of_entry');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['personal', 'entry_use', 'entry', 'entry_list']) {
    await knex.schema.dropTable(table);
  }
};
