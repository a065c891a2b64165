import type { Measured, Outcome } from './figure';
import { summarize, Summary } from './statistics';

/** How a figure ended. */
export type Verdict = 'met' | 'missed' | 'too noisy' | 'skipped';

/** Prints a figure; its ratio only where the control says that one can believe it. */
export function report(outcome: Outcome): Verdict {
  if ('skipped' in outcome) {
    print([outcome.name, `  skipped: ${outcome.skipped}`]);
    return 'skipped';
  }
  const control = summarize(outcome.found.controls);
  const verdict = judge(outcome, control);
  const { median, middleHalf } = outcome.noise;
  const allowed = `allowed ${band(median)} (${band(middleHalf)})`;
  const lines =
    verdict === 'too noisy'
      ? [
          `  NOT REPORTED: too noisy. The same thing measured twice came out as ${show(
            control,
          )}; ${allowed}. Let the machine come to rest and run it again.`,
        ]
      : [
          `  ratio ${show(summarize(outcome.found.ratios))}, target ${Number(
            outcome.target.toFixed(2),
          )} at most: ${verdict === 'met' ? 'met' : 'MISSED'}`,
          `  A/A   ${show(control)}, ${allowed}`,
          `  ${middle(outcome, 'ours')} against ${middle(outcome, 'other')}`,
          ...outcome.notes.map(note => `  ${note}`),
        ];
  print([outcome.name, ...lines]);
  return verdict;
}

function judge(outcome: Measured, control: Summary): Verdict {
  const { noise } = outcome;
  const quiet =
    isWithin(control.median, noise.median) &&
    isWithin(control.low, noise.middleHalf) &&
    isWithin(control.high, noise.middleHalf);
  if (!quiet) return 'too noisy';
  const ratio = summarize(outcome.found.ratios).median;
  return ratio <= outcome.target ? 'met' : 'missed';
}

function isWithin(ratio: number, factor: number): boolean {
  return ratio >= 1 / factor && ratio <= factor;
}

function band(factor: number): string {
  return `${round(1 / factor)} to ${round(factor)}`;
}

function middle(outcome: Measured, side: 'ours' | 'other'): string {
  return outcome.show(summarize(outcome.found[side]).median);
}

function show({ median, low, high }: Summary): string {
  return `${round(median)} (${round(low)} to ${round(high)})`;
}

function round(value: number): string {
  return value.toFixed(3);
}

function print(lines: string[]): void {
  process.stdout.write(`\n${lines.join('\n')}\n`);
}
