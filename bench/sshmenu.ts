import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { Entries } from '../packages/sshmenu-cli/src/entries/Entries';
import { Listing } from '../packages/sshmenu-cli/src/menu/Listing';
import { Menu } from '../packages/sshmenu-cli/src/menu/Menu';
import { newScreen } from '../packages/sshmenu-cli/src/screen';
import { writeSnapshot } from '../packages/sshmenu-cli/src/store/snapshot';
import { Store } from '../packages/sshmenu-cli/src/store/Store';
import {
  applyChanges,
  emptyMenu,
  type EntryState,
  type UseState,
} from '../plugins/sshmenu-common/src';
import type { Outcome } from './lib/figure';
import { interleave } from './lib/interleave';
import { quantile } from './lib/statistics';

const CLI = join(__dirname, '..', 'packages', 'sshmenu-cli');
const PROGRAM = join(CLI, 'dist', 's.js');
const ROUNDS = 20;
const SIZE = { rows: 24, columns: 80 };
/** What the memory may be above that of Node, in bytes. */
const ALLOWANCE = 30 * 2 ** 20;
/** A keystroke is shown within one frame of a screen, in milliseconds. */
const FRAME_TIME = 16;
const CURSOR_HIDDEN = '\x1b[?25l';
const NOISE = { median: 1.1, middleHalf: 1.25 };
const milliseconds = (value: number) => `${value.toFixed(1)} ms`;

/** What `s` costs beside what Node itself does. */
export async function* measure(): AsyncIterable<Outcome> {
  execFileSync(process.execPath, [join(CLI, 'scripts', 'build.mjs')]);
  const folder = mkdtempSync(join(tmpdir(), 'bench-sshmenu-'));
  try {
    const empty = join(folder, 'empty.js');
    writeFileSync(empty, '');
    for (const [entries, target] of [
      [1_000, 1.25],
      [10_000, 1.6],
    ] as const) {
      const home = seededHome(folder, entries);
      await firstPaint(home, true);
      yield {
        name: `First paint of s with ${entries} entries ÷ node with an empty file`,
        target,
        noise: NOISE,
        found: await interleave({
          rounds: ROUNDS,
          ours: () => firstPaint(home),
          other: () => untilExit(empty, home),
        }),
        show: milliseconds,
        notes: [
          'from the start of the process to the first byte on a terminal of 80×24; the menu was open before, and shows how it was left until it has been read',
        ],
      };
    }
    yield await connecting(folder);
    yield await keystroke(seededHome(folder, 10_000));
    yield await memory(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Until `ssh` has run, which here is nothing. */
async function connecting(folder: string): Promise<Outcome> {
  const home = seededHome(folder, 1_000);
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  execFileSync('ln', ['-sf', '/bin/true', join(bin, 'ssh')]);
  const direct = join(folder, 'direct.js');
  writeFileSync(
    direct,
    `process.execve(${JSON.stringify(
      join(bin, 'ssh'),
    )}, ['ssh'], process.env);`,
  );
  const environment = { ...environmentOf(home), PATH: bin };
  const run = async (...args: string[]) => {
    const began = performance.now();
    spawnSync(process.execPath, args, { env: environment });
    return performance.now() - began;
  };
  return {
    name: 's NAME with 1000 entries until ssh runs ÷ node that runs it at once',
    target: 1.15,
    noise: NOISE,
    found: await interleave({
      rounds: ROUNDS,
      ours: async () => {
        // Each time as after the background has tidied up.
        rmSync(join(home, 'changes'), { recursive: true, force: true });
        return run(PROGRAM, 'host-500');
      },
      other: () => run(direct),
    }),
    show: milliseconds,
    notes: ['ssh is /bin/true'],
  };
}

/** The slowest of many keystrokes but one in a hundred, against the time that one may take. */
async function keystroke(home: string): Promise<Outcome> {
  const listing = new Listing('recent');
  const menu = new Menu(new Entries(new Store(home)), listing, {
    connect() {},
    leave() {},
    copy() {},
    sorted() {},
    offerImport: async () => {},
  });
  menu.refresh();
  const screen = newScreen();
  const typeAll = async () => {
    const times: number[] = [];
    for (const word of ['host-99', 'prod eu', 'deploy 7', 'zzz', 'h9e']) {
      for (const text of word) times.push(timed({ type: 'text', text }));
      times.push(timed({ type: 'key', name: 'ctrl-u' }));
    }
    return quantile(times, 0.99);
  };
  const timed = (input: Parameters<Menu['take']>[0]) => {
    const began = performance.now();
    menu.take(input);
    screen.paint(menu.frame(SIZE), SIZE);
    return performance.now() - began;
  };
  await typeAll();
  return {
    name: 'p99 of a keystroke with 10000 entries ÷ 16 ms',
    target: 1,
    noise: { median: 1.25, middleHalf: 1.6 },
    found: await interleave({
      rounds: ROUNDS,
      ours: typeAll,
      other: async () => FRAME_TIME,
    }),
    show: milliseconds,
    notes: ['inside the process: from the key to what the terminal is told'],
  };
}

async function memory(folder: string): Promise<Outcome> {
  const home = seededHome(folder, 10_000);
  const waiting = join(folder, 'waiting.js');
  writeFileSync(
    waiting,
    'process.stdout.write("."); setInterval(() => {}, 1e6)',
  );
  return {
    name: 'Memory of s with 10000 entries, less 30 MiB ÷ node',
    target: 1.3,
    noise: NOISE,
    found: await interleave({
      rounds: 5,
      ours: async () => (await residentMemory(PROGRAM, home)) - ALLOWANCE,
      other: () => residentMemory(waiting, home),
    }),
    show: bytes => `${(bytes / 2 ** 20).toFixed(0)} MiB`,
    notes: ['resident, once the filter has been used'],
  };
}

function firstPaint(home: string, isFirst = false): Promise<number> {
  return new Promise(resolve => {
    const began = performance.now();
    const program = spawn(process.execPath, [PROGRAM], {
      env: environmentOf(home),
      ...{ rows: SIZE.rows, cols: SIZE.columns },
    });
    let painted: number | undefined;
    let output = '';
    let frames = isFirst ? 1 : 2;
    program.onData(data => {
      painted ??= performance.now() - began;
      output += data;
      // Left the way people leave it, once the menu itself has followed: its frame begins as each does.
      if (output.split(CURSOR_HIDDEN).length > frames) {
        frames = Infinity;
        program.write('\x03');
      }
    });
    program.onExit(() => resolve(painted ?? Infinity));
  });
}

function untilExit(file: string, home: string): Promise<number> {
  return new Promise(resolve => {
    const began = performance.now();
    const program = spawn(process.execPath, [file], {
      env: environmentOf(home),
    });
    // Its end is told only when somebody reads what it writes.
    program.onData(() => {});
    program.onExit(() => resolve(performance.now() - began));
  });
}

function residentMemory(file: string, home: string): Promise<number> {
  return new Promise(resolve => {
    const program = spawn(process.execPath, [file], {
      env: environmentOf(home),
      ...{ rows: SIZE.rows, cols: SIZE.columns },
    });
    let resident = 0;
    program.onData(() => {});
    program.write('host-9');
    setTimeout(() => {
      const status = readFileSync(`/proc/${program.pid}/status`, 'utf8');
      resident = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024;
      program.kill('SIGKILL');
    }, 1_500);
    program.onExit(() => resolve(resident));
  });
}

function environmentOf(home: string): Record<string, string> {
  const { PATH = '' } = process.env;
  return { HOME: home, PATH, TERM: 'xterm-256color', SSHMENU_HOME: home };
}

function seededHome(folder: string, count: number): string {
  const home = mkdtempSync(join(folder, `home-${count}-`));
  const numbers = Array.from({ length: count }, (_, number) => number);
  const place = (number: number) => ({
    list: 'mine',
    id: `entry-${String(number).padStart(8, '0')}`,
  });
  const entries = numbers.map(
    (number): EntryState => ({
      type: 'entry',
      ...place(number),
      fields: {
        name: `host-${number}`,
        host: `host-${number}.prod.example.com`,
        user: 'deploy',
        port: 2222,
        tags: ['prod', `eu-${number % 7}`],
      },
      stamp: '1.abcd1234',
    }),
  );
  const uses = numbers
    .filter(number => number % 2 === 0)
    .map(
      (number): UseState => ({
        type: 'use',
        ...place(number),
        replica: 'abcd1234',
        persona: 'laptop',
        uses: (number % 13) + 1,
        lastUsed: new Date(1.7e12 + number * 1e6).toISOString(),
      }),
    );
  const menu = applyChanges(emptyMenu(), [...entries, ...uses]);
  writeFileSync(
    join(home, 'menu.json'),
    writeSnapshot({ menu, unsent: new Set() }),
  );
  writeFileSync(join(home, 'replica'), 'abcd1234\n');
  return home;
}
