module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Expectations that several tests share are functions called expectSomething.
    'jest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect', 'expect*'] },
    ],
  },
});
