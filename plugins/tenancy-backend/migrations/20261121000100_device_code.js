/**
 * Devices without a browser that ask for an API key, and what was guessed of their codes. Nothing here can be used: of the
 * device's code the hash is kept, of the one that people type a keyed one, since it is short enough to be tried out.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (table, name) => table.timestamp(name, { useTz: true });

  await knex.schema.createTable('device_code', table => {
    table.comment('A device asks for an API key, which somebody may give it');
    table
      .string('device_hash', 64)
      .primary()
      .comment('SHA-256 of the code that the device asks with');
    table
      .string('user_hash', 64)
      .notNullable()
      .unique({ indexName: 'device_code_user' })
      .comment('HMAC-SHA-256 of the code that people type');
    table.string('name', 128).notNullable().comment('What to call the key');
    table.text('scopes').notNullable().comment('JSON array');
    table
      .bigInteger('expires_in')
      .nullable()
      .comment(
        'Seconds that the key is to live; 0: for ever; null: as long as may be',
      );
    table
      .string('machine', 128)
      .nullable()
      .comment('What the device calls itself');
    table.string('address', 64).notNullable().comment('Where it asks from');
    table
      .string('network', 64)
      .notNullable()
      .comment('The same as far as limits tell addresses apart');
    time(table, 'asked').notNullable().comment('When it asked');
    time(table, 'expires').notNullable().comment('End of both codes');
    table
      .string('state', 16)
      .notNullable()
      .comment('pending | approved | denied; gone once the key was given');
    table
      .uuid('decided_by')
      .nullable()
      .references('id')
      .inTable('entity')
      .onDelete('CASCADE')
      .comment('Who approved or denied it');
    time(table, 'polled').nullable().comment('When the device last asked');
    table
      .integer('interval_seconds')
      .notNullable()
      .comment('How long it has to wait until it asks again');
    table.index(['state', 'expires'], 'device_code_state');
    table.index(['network', 'state', 'expires'], 'device_code_network');
    table.index(['expires'], 'device_code_expires');
    table.index(['decided_by'], 'device_code_decided_by');
  });

  await knex.schema.createTable('device_guess', table => {
    table.comment('How many wrong codes somebody has typed lately');
    table
      .string('guesser', 80)
      .primary()
      .comment('person:<id of the entity> or address:<network>');
    table.integer('wrong').notNullable().comment('How many');
    time(table, 'until').notNullable().comment('When they are forgotten');
    table.index(['until'], 'device_guess_until');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('device_guess');
  await knex.schema.dropTable('device_code');
};
