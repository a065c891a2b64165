/**
 * The lint rules that backends share: those of the CLI, for tests that start whole plugins.
 *
 * @param directory - of the package
 * @param rules - of the package alone
 */
module.exports = (directory, rules = {}) =>
  require('@backstage/cli/config/eslint-factory')(directory, {
    rules: {
      // Expectations that several tests share are functions called expectSomething.
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect', 'expect*', 'mixUp'] },
      ],
      // They stand outside of tests, and tests of tables expect by the row.
      'jest/no-standalone-expect': 'off',
      'jest/no-conditional-expect': 'off',
      ...rules,
    },
  });
