/** Which options of `ssh` exist, and which of them take a value. */
export interface OptionTable {
  flags: ReadonlySet<string>;
  valued: ReadonlySet<string>;
}

/** The options of OpenSSH as they have been for a decade. Whatever is missing here is asked of the installed `ssh`. */
export const KNOWN_OPTIONS: OptionTable = {
  flags: new Set('1246AaCfGgKkMNnqsTtVvXxYy'),
  valued: new Set('BbcDEeFIiJLlmOopQRSWw'),
};

/**
 * Reads the option table out of the usage text of an `ssh`, such as
 * `usage: ssh [-46AaCf] [-B bind_interface] [-P tag] … destination [command]`.
 */
export function parseUsage(usage: string): OptionTable {
  const flags = new Set<string>();
  const valued = new Set<string>();
  for (const [, letters, value] of usage.matchAll(
    /\[-([A-Za-z0-9]+)( [^\]]+)?\]/g,
  )) {
    for (const letter of letters) (value ? valued : flags).add(letter);
  }
  return { flags, valued };
}

/** What the one table knows, and of the rest what the other does. */
export function extendTable(
  table: OptionTable,
  further: OptionTable,
): OptionTable {
  const isNew = (letter: string) =>
    !table.flags.has(letter) && !table.valued.has(letter);
  return {
    flags: new Set([...table.flags, ...[...further.flags].filter(isNew)]),
    valued: new Set([...table.valued, ...[...further.valued].filter(isNew)]),
  };
}
