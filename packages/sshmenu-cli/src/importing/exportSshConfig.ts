import {
  fieldsOf,
  parseForward,
  validateFields,
  type MenuEntry,
} from '@wheelhouse/plugin-sshmenu-common';

const FORWARDS = {
  L: 'LocalForward',
  R: 'RemoteForward',
  D: 'DynamicForward',
} as const;

/**
 * Entries as `ssh_config` has them. A file of that kind can run things, and quotes nothing: only what the validator
 * lets pass goes in, and of names only those that are one word without a pattern.
 */
export function writeSshConfig(entries: readonly MenuEntry[]): {
  text: string;
  left: string[];
} {
  const left: string[] = [];
  const blocks: string[] = [];
  const used = new Set<string>();
  for (const entry of entries) {
    const user = entry.ownUser ?? entry.user;
    const checked = validateFields({ ...fieldsOf(entry), user });
    if (!checked.ok) {
      left.push(entry.name);
      continue;
    }
    const { name, host, port, jump, forwards = [] } = checked.value;
    const alias = /^[A-Za-z0-9_][A-Za-z0-9._@-]*$/.test(name) ? name : host;
    if (used.has(alias)) {
      left.push(entry.name);
      continue;
    }
    used.add(alias);
    blocks.push(
      [
        `Host ${alias}`,
        `  HostName ${host.replace(/^\[(.*)\]$/, '$1')}`,
        ...(user === undefined ? [] : [`  User ${user}`]),
        ...(port === undefined ? [] : [`  Port ${port}`]),
        ...(jump === undefined ? [] : [`  ProxyJump ${jump}`]),
        ...forwards.map(forward => {
          const { kind, argument } = parseForward(forward);
          return `  ${FORWARDS[kind]} ${spaced(kind, argument)}`;
        }),
      ].join('\n'),
    );
  }
  return { text: blocks.join('\n\n'), left };
}

/** There a space stands between where to listen and where to go. */
function spaced(kind: string, argument: string): string {
  if (kind === 'D') return argument;
  return argument.replace(/:((?:\[[^\]]*\]|[^:[\]]+):\d+)$/, ' $1');
}
