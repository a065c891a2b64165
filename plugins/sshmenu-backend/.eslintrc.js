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
    // Tests start a whole portal, whose kit is of the tenancy plugin.
    '@backstage/no-forbidden-package-imports': 'off',
    '@backstage/no-mixed-plugin-imports': 'off',
    // What must not reach a terminal is made of them.
    'no-control-regex': 'off',
  },
});
