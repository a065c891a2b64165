module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Expectations that several tests share are functions called expectSomething.
    'jest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect', 'expect*', 'mixUp'] },
    ],
    // They stand outside of tests, and tests of tables expect by the row.
    'jest/no-standalone-expect': 'off',
    'jest/no-conditional-expect': 'off',
  },
});
