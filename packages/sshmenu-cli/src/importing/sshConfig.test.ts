import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSshConfig } from './sshConfig';

const MAIN = `
# What stands before the first Host is for everyone.
Compression yes

Host web web-alias
  HostName web.example
  User "deploy"
  Port 2222
  Port 9999

Host *.inner !no.inner
  User inside
  ProxyJump ops@gate.example:2200

HOST=db.inner no.inner
  Port=5022

# Only for the hosts that it stands under.
Include parts/*.conf
  User after-include

Host *
  Include parts/more/*.conf

Match host matched.example exec "touch parts/owned"
  User matched

Host percent
  HostName %h.prod.example

Host straight
  ProxyJump none

Host *
  User everyone
  Port 1022
`;
const PART = `
Host included
  HostName included.example
Host web
  User too-late
Host no.inner
  User too-late-too
`;
const FURTHER = `
Host further
  HostName further.example
Match exec "touch parts/owned; false"
  User matched
`;

describe('hosts of an ssh_config', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sshmenu-config-'));
    mkdirSync(join(folder, 'parts', 'more'), { recursive: true });
    // OpenSSH looks for relative names in ~/.ssh, which no variable moves.
    write('config', MAIN.replaceAll('parts/', `${folder}/parts/`));
    write('parts/one.conf', PART);
    write('parts/more/two.conf', FURTHER.replace('parts/', `${folder}/parts/`));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, text: string) {
    writeFileSync(join(folder, name), text);
  }

  /** What OpenSSH itself makes of a name. */
  function openSsh(name: string) {
    const said = execFileSync(
      'ssh',
      ['-G', '-F', join(folder, 'config'), name],
      { encoding: 'utf8', stdio: 'pipe' },
    );
    const value = (option: string) =>
      new RegExp(`^${option} (.*)$`, 'm').exec(said)?.[1];
    const jump = value('proxyjump');
    return {
      name,
      host: value('hostname'),
      user: value('user'),
      port: Number(value('port')),
      ...(jump && jump !== 'none' && { jump }),
    };
  }

  it('are what OpenSSH takes them for', () => {
    const { entries } = readSshConfig(join(folder, 'config'));
    expect(entries.map(({ name }) => name).sort()).toEqual([
      'db.inner',
      'further',
      'no.inner',
      'percent',
      'straight',
      'web',
      'web-alias',
    ]);
    for (const entry of entries) expect(entry).toEqual(openSsh(entry.name));
  });

  it('tell what was left out, and run nothing', () => {
    const { notes } = readSshConfig(join(folder, 'config'));
    expect(existsSync(join(folder, 'parts', 'owned'))).toBe(false);
    expect(notes).toEqual([
      expect.stringContaining('2 Match blocks were left'),
    ]);
  });

  it('end where a file includes itself, or one is missing', () => {
    write(
      'config',
      `Include ${folder}/config ${folder}/missing\nHost a\n  HostName a.example`,
    );
    expect(readSshConfig(join(folder, 'config')).entries).toEqual([
      { name: 'a', host: 'a.example' },
    ]);
    expect(readSshConfig(join(folder, 'nowhere')).notes).toEqual([
      expect.stringContaining('could not be read'),
    ]);
  });
});
