import { showFirstFrame } from './firstFrame';
import { start } from './program';

// What was seen last is seen again before the rest of the program is even read.
if (process.argv.length === 2) showFirstFrame();

start(process.argv.slice(2));
