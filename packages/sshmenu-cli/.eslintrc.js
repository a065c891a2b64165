module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Everything is bundled into one file: what is installed has no dependency.
    '@backstage/no-undeclared-imports': 'off',
    // Seeing something on a terminal is what a test of one expects.
    'jest/expect-expect': [
      'warn',
      { assertFunctionNames: ['expect', 'user.sees', 'user.until'] },
    ],
  },
});
