import {
  type Checked,
  type Connectable,
  describeProblems,
  sshArgumentsFor,
  sshCommandFor,
} from '@wheelhouse/plugin-sshmenu-common';
import { CommandError, EXIT } from '../exitCodes';

/** As {@link sshArgumentsFor}. @throws CommandError where the entry is refused. */
export function sshArgumentsOf(
  ...given: Parameters<typeof sshArgumentsFor>
): string[] {
  return demand(sshArgumentsFor(...given));
}

/** As {@link sshCommandFor}. @throws CommandError where the entry is refused. */
export function commandLineOf(entry: Connectable): string {
  return demand(sshCommandFor(entry));
}

function demand<T>(checked: Checked<T>): T {
  if (checked.ok) return checked.value;
  throw new CommandError(
    `This entry is refused: ${describeProblems(checked.problems)}.`,
    EXIT.refusedEntry,
  );
}
