module.exports = require('../../scripts/eslintBackend')(__dirname, {
  // Tests start whole portals.
  '@backstage/no-mixed-plugin-imports': [
    'warn',
    { excludedTargetPackages: ['@wheelhouse/plugin-live-backend'] },
  ],
});
