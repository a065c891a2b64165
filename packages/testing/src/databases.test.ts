import { createTestDatabases, describeEachDatabase } from './databases';

const databases = createTestDatabases();

describeEachDatabase('createTestDatabases', id => {
  it('gives each test an empty database of its own', async () => {
    for (let i = 0; i < 2; i++) {
      const knex = await databases.init(id);
      await knex.schema.createTable('thing', table => table.string('name'));
      await knex('thing').insert({ name: id });
      await expect(knex('thing').select()).resolves.toEqual([{ name: id }]);
    }
  });
});
