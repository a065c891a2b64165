import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';

/** A plugin's database, of any of the engines that Backstage knows. */
export type Database = Awaited<ReturnType<DatabaseService['getClient']>>;

/** The database of a plugin, with the tables that the migrations of its package make. */
export async function openDatabase(
  database: DatabaseService,
  packageName: string,
): Promise<Database> {
  const client = await database.getClient();
  if (!database.migrations?.skip) {
    await client.migrate.latest({
      directory: resolvePackagePath(packageName, 'migrations'),
    });
  }
  return client;
}
