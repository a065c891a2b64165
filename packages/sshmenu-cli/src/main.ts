import { showFirstFrame } from './firstFrame';

// What was seen last is seen again before the rest of the program is even read.
if (process.argv.length === 2) showFirstFrame();

import('./program').then(({ start }) => start(process.argv.slice(2)));
