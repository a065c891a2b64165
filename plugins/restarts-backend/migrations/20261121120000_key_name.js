// @ts-check
const TABLES = ['restart', 'batch'];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const name of TABLES) {
    await knex.schema.alterTable(name, table => {
      table
        .string('key_name', 200)
        .nullable()
        .comment('What the API key that was used was called at that time');
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of TABLES) {
    // In the words of both databases: knex would copy the table on SQLite.
    await knex.raw('alter table ?? drop column ??', [name, 'key_name']);
  }
};
