import { constants } from 'node:os';
import type { FigureModule } from './figure';
import { report, Verdict } from './report';

/** The longest that a whole run may take, in milliseconds. */
const TIME_LIMIT = 30 * 60_000;

/** Exit codes: a target was missed; the machine was too noisy to say; wrong use. */
const MISSED = 1;
const TOO_NOISY = 2;
const WRONG_USE = 3;

/**
 * Runs the figures that are named, or all, and says what came out.
 * @returns the exit code
 */
export async function runFigures(
  figures: Record<string, () => FigureModule>,
  names: string[],
): Promise<number> {
  const unknown = names.find(name => !Object.hasOwn(figures, name));
  if (unknown !== undefined) {
    const known = Object.keys(figures).join(', ');
    process.stderr.write(
      `There is no figure ${unknown}; there are: ${known}\n`,
    );
    return WRONG_USE;
  }
  // The servers end with this process, and so does what they keep.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
  setTimeout(() => {
    process.stderr.write('\nThe run took too long, and was ended.\n');
    process.exit(TOO_NOISY);
  }, TIME_LIMIT).unref();

  const verdicts: Verdict[] = [];
  for (const name of names.length > 0 ? names : Object.keys(figures)) {
    for await (const outcome of figures[name]().measure()) {
      verdicts.push(report(outcome));
    }
  }
  return conclude(verdicts);
}

function conclude(verdicts: Verdict[]): number {
  const count = (verdict: Verdict) =>
    verdicts.filter(other => other === verdict).length;
  process.stdout.write(
    `\n${count('met')} met, ${count('missed')} missed, ${count(
      'too noisy',
    )} not reported, ${count('skipped')} skipped\n`,
  );
  if (count('too noisy') > 0) return TOO_NOISY;
  return count('missed') > 0 ? MISSED : 0;
}
