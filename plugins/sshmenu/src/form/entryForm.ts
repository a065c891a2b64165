import {
  type Checked,
  type EntryFields,
  splitTarget,
  validateFields,
} from '@wheelhouse/plugin-sshmenu-common';

/** An entry as it is typed. */
export interface EntryText {
  name: string;
  host: string;
  user: string;
  port: string;
  jump: string;
  /** One a line. */
  forwards: string;
  /** With spaces between. */
  tags: string;
  note: string;
  pinned: boolean;
}

export const EMPTY: EntryText = {
  name: '',
  host: '',
  user: '',
  port: '',
  jump: '',
  forwards: '',
  tags: '',
  note: '',
  pinned: false,
};

export function textOf(fields: EntryFields): EntryText {
  const { name, host, user, port, jump, forwards, tags, note, pinned } = fields;
  return {
    name,
    host,
    user: user ?? '',
    port: port === undefined ? '' : String(port),
    jump: jump ?? '',
    forwards: forwards?.join('\n') ?? '',
    tags: tags?.join(' ') ?? '',
    note: note ?? '',
    pinned: pinned ?? false,
  };
}

/** What was typed, as the one validator judges it. A name that was not given is that of the host. */
export function checkText(text: EntryText): Checked<EntryFields> {
  const host = text.host.trim();
  const name = text.name.trim();
  const checked = validateFields({
    name: name || host || undefined,
    host: host || undefined,
    user: said(text.user),
    port: portOf(text.port),
    jump: said(text.jump),
    forwards: wordsOf(text.forwards, /\s*[\n,]\s*/),
    tags: wordsOf(text.tags, /[\s,]+/),
    note: said(text.note),
    pinned: text.pinned || undefined,
  });
  if (checked.ok || name !== '') return checked;
  // What is wrong with the host is not told of the name as well.
  const wrong = checked.problems.some(({ field }) => field === 'host');
  return {
    ok: false,
    problems: checked.problems.filter(
      ({ field }) => !wrong || field !== 'name',
    ),
  };
}

/** `ada@web:2222` in the place of a host is taken apart, where nothing is lost by it. */
export function spreadTarget(text: EntryText): EntryText {
  const { user, host, port } = splitTarget(text.host.trim());
  const taken =
    (user !== undefined && text.user !== '') ||
    (port !== undefined && text.port !== '');
  if (taken || host === '') return text;
  return {
    ...text,
    host,
    user: user ?? text.user,
    port: port ?? text.port,
  };
}

function said(text: string): string | undefined {
  return text.trim() || undefined;
}

/** What is no number stays as it was typed, and is refused. */
function portOf(text: string): unknown {
  const typed = said(text);
  return typed !== undefined && /^\d+$/.test(typed) ? Number(typed) : typed;
}

function wordsOf(text: string, between: RegExp): string[] | undefined {
  const words = text.trim().split(between).filter(Boolean);
  return words.length > 0 ? [...new Set(words)] : undefined;
}
