/** How `s` ends where `ssh` did not run; where it ran, its own exit code is ours. */
export const EXIT = {
  done: 0,
  failed: 1,
  wrongUse: 2,
  notSignedIn: 3,
  refusedEntry: 4,
  noSsh: 127,
  interrupted: 130,
} as const;

/** Something that is told in one line and ends the program, never with a stack trace. */
export class CommandError extends Error {
  constructor(message: string, readonly exitCode: number) {
    super(message);
    this.name = 'CommandError';
  }
}

/**
 * How the program ends after an error. Its class says nothing: the part that starts and the rest each have one of their own.
 */
export function exitCodeOf(error: unknown): number {
  return (error as Partial<CommandError>).exitCode ?? EXIT.failed;
}

/** The program was called in a way that means nothing. */
export function wrongUse(message: string): CommandError {
  return new CommandError(message, EXIT.wrongUse);
}
