// Loaded before the program: what it would wait for a second takes ten milliseconds.
const timeout = AbortSignal.timeout;

AbortSignal.timeout = milliseconds => timeout(milliseconds / 100);
