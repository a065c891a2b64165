/** Entries that must be refused wherever they come from: by the server, the page, and `s`. */
export const hostileEntries: {
  name: string;
  fields: Record<string, unknown>;
}[] = [
  ...hosts({
    'an option as host': '-oProxyCommand=touch /tmp/x',
    'a dash as host': '-',
    'an option in a jump': '-W',
    'a host with a shell command': 'web$(id)',
    'a host with backticks': 'web`id`',
    'a host with a semicolon': 'web;id',
    'a host with a pipe': 'web|id',
    'a host with a space': 'web id',
    'a host with quotes': `web"'`,
    'a host with a line end': 'web\nProxyCommand id',
    'a host with a carriage return': 'web\rroot@evil',
    'a host with NUL': 'web\u0000',
    'a host that clears the screen': '\u001b[2Jweb',
    'a host that sets the clipboard': 'web\u001b]52;c;aWQ=\u0007',
    'a host with a C1 control': 'web\u009b2J',
    'a host that turns text around': 'web\u202egpj.example',
    'a host with an invisible character': 'we\u200bb',
    'a host of letters that look alike': 'w\u0435b.example',
    'an 8-bit flood': '\u00ff'.repeat(200),
    'brackets around a name': '[web]',
    'an open bracket': '[::1',
    'brackets with an option': '[-oX]',
    'a token of ssh': '%h',
    'a host with a user': 'root@web',
    'a host with a path': '../web',
    'an address with a port': 'web:22',
    'an IPv6 zone with a command': 'fe80::1%$(id)',
    'a host that is too long': 'a'.repeat(256),
  }),
  ...users({
    'an option as user': '-oX',
    'a user with a command': '$(id)',
    'a user with ESC': '\u001b[31mroot',
    'a user with a space': 'ro ot',
    'a user with a quote': "ro'ot",
    'a user with a backslash': 'ro\\ot',
    'a user that turns text around': '\u2066root',
    'a user that is too long': 'a'.repeat(65),
    'an empty user': '',
  }),
  field('an option as jump host', { jump: '-oProxyCommand=id' }),
  field('an option as second jump host', { jump: 'a,-oX' }),
  field('an option as jump user', { jump: '-l@a' }),
  field('a jump host with a command', { jump: 'a;id' }),
  field('a jump host with a bad port', { jump: 'a:99999' }),
  field('an empty jump host', { jump: 'a,,b' }),
  field('too many jump hosts', { jump: Array(9).fill('a').join(',') }),
  field('a forward that is an option', { forwards: ['-oX'] }),
  field('a forward with a command', { forwards: ['L 1:$(id):2'] }),
  field('a forward to a socket', { forwards: ['L /tmp/a:/tmp/b'] }),
  field('a forward with a line end', { forwards: ['L 1:a:2\nR 1:a:2'] }),
  field('forwards that are no list', { forwards: 'L 1:a:2' }),
  field('a port as text', { port: '22' }),
  field('a port that is none', { port: 70_000 }),
  field('a port with a fraction', { port: 22.5 }),
  field('a name that is an option', { name: '-F/tmp/x' }),
  field('a name with ESC', { name: 'web\u001b]0;x\u0007' }),
  field('a name that a shell would run', { name: '$(id)' }),
  field('a name of line ends', { name: 'a\nb' }),
  field('a pile of marks', { name: `a${'\u0301'.repeat(60)}` }),
  field('a note with ESC', { note: '\u001b[2J' }),
  field('a note that is too long', { note: 'a'.repeat(2_001) }),
  field('a tag with a command', { tags: ['$(id)'] }),
  field('a tag that turns text around', { tags: ['a\u202eb'] }),
  field('half of a pair', { name: 'a\ud800' }),
  ...[
    'password',
    'identityFile',
    'privateKey',
    'proxyCommand',
    'ProxyCommand',
    'localCommand',
    'remoteCommand',
    'options',
    'sshConfig',
    'constructor',
    '\u001b[2J',
  ].map(name => field(`a field ${JSON.stringify(name)}`, { [name]: 'id' })),
  { name: 'no host', fields: { name: 'web' } },
  { name: 'no name', fields: { host: 'web' } },
  { name: 'objects for texts', fields: { name: {}, host: [] } },
];

function field(name: string, more: Record<string, unknown>) {
  return { name, fields: { name: 'web', host: 'web.example', ...more } };
}

function hosts(cases: Record<string, string>) {
  return Object.entries(cases).map(([name, host]) => field(name, { host }));
}

function users(cases: Record<string, string>) {
  return Object.entries(cases).map(([name, user]) => field(name, { user }));
}
