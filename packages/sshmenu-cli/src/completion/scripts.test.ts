import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { builtProgram } from '../__testUtils__/build';
import { Home } from '../__testUtils__/Home';
import { SHELLS } from './scripts';

describe('completions', () => {
  let home: Home;

  beforeEach(() => {
    home = new Home();
    home.write(
      'bin/s',
      `#!/bin/sh\nexec "${process.execPath}" "${builtProgram()}" "$@"\n`,
    );
    chmodSync(home.path('bin/s'), 0o755);
    home.run(['add', 'web.example', '--name', 'web server']);
    home.run(['add', 'db.example', '--name', 'web-db']);
  });

  afterEach(() => home.remove());

  function complete(words: string[]): string[] {
    const script = [
      'eval "$(s completion bash)"',
      `COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')})`,
      `COMP_CWORD=${words.length - 1}`,
      '_s',
      'printf "%s\\n" "${COMPREPLY[@]}"',
    ].join('\n');
    const { stdout, stderr } = spawnSync('bash', ['-c', script], {
      env: home.environment,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return stdout.split('\n').filter(Boolean).sort();
  }

  it('offer entries and commands in bash', () => {
    expect(complete(['s', 'web'])).toEqual(['web server', 'web-db']);
    expect(complete(['s', 'log'])).toEqual(['login', 'logout']);
    expect(complete(['s', 'rm', 'web-'])).toEqual(['web-db']);
  });

  it.each(SHELLS)('are a script that %s can read', shell => {
    const { stdout, status } = home.run(['completion', shell]);
    expect(status).toBe(0);
    expect(stdout).toContain('s list --names');
  });

  it('say for which shells there are any', () => {
    const { status, stderr } = home.run(['completion', 'csh']);
    expect(status).toBe(2);
    for (const shell of SHELLS) expect(stderr).toContain(shell);
  });
});
