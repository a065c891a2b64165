// Loaded before the program: a disk on which something goes wrong, as the environment says.
const fs = require('node:fs');

const { KILL_AT, DISK_ERROR, FAULTY_FOLDER } = process.env;
const STEPS = [
  'openSync',
  'writeFileSync',
  'fsyncSync',
  'renameSync',
  'unlinkSync',
  'linkSync',
  'mkdirSync',
];
let step = 0;

function makeFaulty(name) {
  const real = fs[name];
  fs[name] = (...args) => {
    // Reading changes nothing.
    if (name === 'openSync' && args[1] === 'r') return real(...args);
    step += 1;
    // Before this step, or half-way through where it writes a text.
    if (step === Number(KILL_AT)) {
      if (name === 'writeFileSync') {
        real(args[0], String(args[1]).slice(0, String(args[1]).length / 2));
      }
      process.kill(process.pid, 'SIGKILL');
    }
    const writes = name === 'openSync' || name === 'mkdirSync';
    if (DISK_ERROR && writes && String(args[0]).startsWith(FAULTY_FOLDER)) {
      throw Object.assign(new Error(DISK_ERROR), { code: DISK_ERROR });
    }
    return real(...args);
  };
}

STEPS.forEach(makeFaulty);
