/* eslint-disable jest/no-export, jest/valid-describe-callback, jest/no-disabled-tests, jest/expect-expect --
   these make suites for test files, and are none */
import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';

/** Names a throw-away Postgres 15, e.g. `postgresql://postgres@127.0.0.1:5432/postgres`; databases are made in it. */
export const POSTGRES_VARIABLE =
  'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

/** The databases that a suite runs on here: SQLite always, Postgres 15 where `POSTGRES_VARIABLE` is set. */
export const testDatabaseIds: TestDatabaseId[] = process.env[POSTGRES_VARIABLE]
  ? ['SQLITE_3', 'POSTGRES_15']
  : ['SQLITE_3'];

/** Empty databases for a suite; call it once in a file, outside of its tests. Each is gone after the last test. */
export function createTestDatabases(): TestDatabases {
  return TestDatabases.create({ ids: testDatabaseIds, disableDocker: true });
}

/** A suite for each database that it should run on. One that is not there stands as skipped, so that reports say so. */
export function describeEachDatabase(
  name: string,
  suite: (databaseId: TestDatabaseId) => void,
): void {
  describe.each(testDatabaseIds)(`${name} on %s`, suite);
  if (!testDatabaseIds.includes('POSTGRES_15')) {
    describe(`${name} on POSTGRES_15`, () => {
      it.skip(`needs ${POSTGRES_VARIABLE}`, () => {});
    });
  }
}
