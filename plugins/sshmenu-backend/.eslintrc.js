module.exports = require('../../scripts/eslintBackend')(__dirname, {
  // Tests start a whole portal, whose kit is of the tenancy plugin.
  '@backstage/no-forbidden-package-imports': 'off',
  '@backstage/no-mixed-plugin-imports': 'off',
  // What must not reach a terminal is made of them.
  'no-control-regex': 'off',
});
