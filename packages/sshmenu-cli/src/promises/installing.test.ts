import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Home } from '../__testUtils__/Home';

const PACKAGE = join(__dirname, '..', '..');
const MAX_TARBALL = 200_000;

describe('the packed tarball, installed', () => {
  let folder: string;
  let home: Home;
  let tarball: string;
  let own: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sshmenu-installed-'));
    home = new Home();
    npm(['pack', PACKAGE, '--pack-destination', folder]);
    tarball = join(folder, readdirSync(folder)[0]);
    npm(['install', '--global', '--offline', '--prefix', folder, tarball]);
    own = join(folder, 'lib', 'node_modules', '@wheelhouse', 'sshmenu-cli');
  });
  afterAll(() => {
    home.remove();
    rmSync(folder, { recursive: true });
  });

  it('is small, and brings no package of others', () => {
    expect(statSync(tarball).size).toBeLessThan(MAX_TARBALL);
    const modules = join(folder, 'lib', 'node_modules');
    expect(readdirSync(modules)).toEqual(['@wheelhouse']);
    expect(readdirSync(own).sort()).toEqual([
      'README.md',
      'dist',
      'man',
      'package.json',
    ]);
    expect(readdirSync(join(own, 'dist')).sort()).toEqual([
      'LICENCES.txt',
      's.js',
    ]);
  });

  it('connects, remembers, and has its page of the manual', () => {
    const s = join(folder, 'bin', 's');
    const run = (...args: string[]) =>
      execFileSync(s, args, { env: home.environment, encoding: 'utf8' });
    run('add', 'deploy@web.example', '--name', 'web');
    expect(run('list')).toContain('deploy@web.example');
    expect(() => run('web')).toThrow(/Command failed/);
    expect(home.calls()).toEqual([['--', 'deploy@web.example']]);
    const page = join(folder, 'share', 'man', 'man1', 's.1');
    expect(readFileSync(page, 'utf8')).toContain('.SH SYNOPSIS');
  });

  it('names the licence of all that it is made of', () => {
    const text = readFileSync(join(own, 'dist', 'LICENCES.txt'), 'utf8');
    expect(text).toContain('Apache License');
    expect(text).toMatch(/^https-proxy-agent \S+ \(MIT\)\n\n.*\n\nCopyright/m);
  });

  function npm(args: string[]): void {
    execFileSync('npm', args, { cwd: folder, stdio: 'pipe' });
  }
});
