/** Hosts that want to be something else: options of `ssh`, commands of a shell, or orders to a terminal. */
export const HOSTILE_HOSTS = [
  '-oProxyCommand=touch /tmp/owned',
  '-F/tmp/evil',
  '--',
  '-',
  '-W',
  'host;touch owned',
  'host$(touch owned)',
  'host`touch owned`',
  'host|sh',
  'host&',
  'host>file',
  "host'quote",
  'host"quote',
  'host\\name',
  'host name',
  'host\ttab',
  'host\nnewline',
  'host\r',
  'host\x1b[45m',
  'host\x1b]52;c;ZXZpbA==\x07',
  'host\x1b]0;title\x07',
  'host\x9b31m',
  'host\u202eevil',
  'host\u200b',
  'host\u2066x',
  '[host]',
  '[-oProxyCommand=x]',
  '%h',
  'a..b',
  'é.example',
  '\x80\x81\x9b'.repeat(200),
  'x'.repeat(300),
];

/** The same for user names. */
export const HOSTILE_USERS = [
  '-oProxyCommand=touch owned',
  '-l',
  'a b',
  'a;b',
  '$(id)',
  '`id`',
  'a\x1b[2J',
  'a\u202e',
  'a\nb',
  '\x9b'.repeat(100),
];

/** Controls that a terminal acts on, but for those that the program itself sends. */
export const RAW_HAZARD =
  // eslint-disable-next-line no-control-regex
  /[\x00-\x06\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069]/;

/** What a hostile text would have the terminal do, where it got through. */
export const INJECTED = ['\x1b[45m', '\x1b]52', '\x1b]0;', '\x1b[2J', '\x07'];
