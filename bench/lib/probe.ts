// Loaded into each server before anything else: answers what the server uses, and ends it with whoever measures.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Question } from './server';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const answers: Record<Question, () => number> = {
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  memory: () => process.memoryUsage.rss(),
  heap: () => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },
};

process.on(
  'message',
  ({ id, question }: { id: number; question: Question }) => {
    const answer = answers[question]?.();
    if (answer !== undefined) process.send!({ id, answer });
  },
);
process.on('disconnect', () => process.exit());
