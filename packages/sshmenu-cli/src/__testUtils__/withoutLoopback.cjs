// Loaded before the program: nothing may listen on this machine.
const { Server } = require('node:net');

Server.prototype.listen = function listen() {
  process.nextTick(() => this.emit('error', new Error('listen EPERM')));
  return this;
};
