// Loaded into each server before anything else: answers what the server uses, and ends it with whoever measures.
import type { Question } from './server';

const answers: Record<Question, () => number> = {
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  memory: () => process.memoryUsage.rss(),
};

process.on(
  'message',
  ({ id, question }: { id: number; question: Question }) => {
    const answer = answers[question]?.();
    if (answer !== undefined) process.send!({ id, answer });
  },
);
process.on('disconnect', () => process.exit());
