module.exports = require('../../scripts/eslintBackend')(__dirname);
