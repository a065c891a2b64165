import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { builtProgram } from '../__testUtils__/build';
import { Home } from '../__testUtils__/Home';
import { SHELLS } from './scripts';

/** What a shell would take apart or expand, as far as names may have it. */
const AWKWARD = 'box {1,2} *?[a-z] ~ #1 (old)!';

const whereThereIs = (shell: string) =>
  spawnSync(shell, ['--version']).status === 0 ? describe : describe.skip;

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
    home.run(['add', 'box.example', '--name', AWKWARD]);
  });

  afterEach(() => home.remove());

  /** The lines that a script says, given arguments. */
  function run(shell: string[], script: string[], args: string[]): string[] {
    const { stdout, stderr } = spawnSync(
      shell[0],
      [...shell.slice(1), '-c', script.join('\n'), ...args],
      { env: home.environment, encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    return stdout.split('\n').filter(Boolean).sort();
  }

  /** What bash would put in the place of the last word. */
  const inBash = (...words: string[]) =>
    run(
      ['bash'],
      [
        'eval "$(s completion bash)"',
        'COMP_WORDS=("$0" "$@")',
        'COMP_CWORD=$#',
        '_s',
        'printf "%s\\n" "${COMPREPLY[@]}"',
      ],
      words,
    );

  /** What zsh is given to complete the last word with; it quotes by itself. */
  const inZsh = (...words: string[]) =>
    run(
      ['zsh', '-f'],
      [
        'compdef() {}',
        // Options end at "--".
        'compadd() { while [[ $1 != -- ]]; do shift; done; print -rl -- "${@:2}" }',
        'eval "$(s completion zsh)"',
        'words=("$0" "$@")',
        'CURRENT=$#words',
        '_s',
      ],
      words,
    );

  /** What fish completes a line with. */
  const inFish = (line: string) =>
    run(
      ['fish', '--no-config'],
      ['s completion fish | source', 'complete --do-complete $argv[1]'],
      [line],
    ).map(found => found.split('\t')[0]);

  describe('in bash', () => {
    it('offer entries and commands', () => {
      expect(inBash('s', 'web')).toEqual(['web-db', 'web\\ server']);
      expect(inBash('s', 'log')).toEqual(['login', 'logout']);
      expect(inBash('s', 'rm', 'web-')).toEqual(['web-db']);
      expect(inBash('s', 'rm', 'log')).toEqual([]);
    });

    it('leave a name one word, whatever is in it', () => {
      const [word, ...others] = inBash('s', 'box');
      expect(others).toEqual([]);
      expect(run(['bash'], [`printf '%s\\n' ${word}`], [])).toEqual([AWKWARD]);
      expect(inBash('s', 'web\\ s')).toEqual(['web\\ server']);
      // In quotes that were begun it stands as it is.
      expect(inBash('s', '"web s')).toEqual(['web server']);
    });
  });

  whereThereIs('zsh')('in zsh', () => {
    it('offer zsh entries and commands', () => {
      const all = inZsh('s', '');
      expect(all).toEqual(expect.arrayContaining(['web server', AWKWARD]));
      expect(all).toContain('login');
      expect(inZsh('s', 'rm', '')).toEqual([AWKWARD, 'web server', 'web-db']);
    });
  });

  whereThereIs('fish')('in fish', () => {
    it('offer fish entries and commands', () => {
      expect(inFish('s web')).toEqual(['web server', 'web-db']);
      expect(inFish('s log')).toEqual(['login', 'logout']);
      expect(inFish('s rm box')).toEqual([AWKWARD]);
    });
  });

  it.each(SHELLS)('are a script for %s that asks s for names', shell => {
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
