// Loaded before the program: something that nobody foresaw happens when it is asked for.
process.on('SIGUSR2', () => {
  throw new Error('crashed');
});
