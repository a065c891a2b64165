// Makes the repository ready to run: the right Node and all packages. Does nothing when nothing has changed.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from './lib/child.mjs';
import { hashOf, isFresh, workspaces } from './lib/hash.mjs';
import {
  environment,
  hasOwnNode,
  isUsable,
  NODE_VERSION,
  nodeFolder,
  nodePackage,
  root,
} from './lib/node.mjs';

/** What goes wrong on machines, by what the package managers say, and what to do. */
const TROUBLES = [
  [
    /ENOSPC|no space left/i,
    'The disk is full. An installation takes about 1.5 GB here and as much in the package cache.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|RequestError/,
    'The package registry cannot be reached. Check the network (a proxy? `npm config get registry`) and run this again.',
  ],
  [
    /YN0028/,
    'yarn.lock does not fit the package.json files. After changing dependencies, run ' +
      '`npx -y @yarnpkg/cli-dist@4.18.1 install` and commit yarn.lock.',
  ],
  [
    /EACCES|EPERM/,
    'A file cannot be written. Was something here installed by another user?',
  ],
];

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(
    `This is Node ${process.versions.node}. Install Node 20 or later (https://nodejs.org) and run this again.`,
  );
}
if (!isUsable(process.version) && !hasOwnNode()) await installNode();
await installPackages();

async function installNode() {
  say(
    `Installing Node ${NODE_VERSION} into .node (the system's is ${process.version})`,
  );
  mkdirSync(nodeFolder, { recursive: true });
  const { code, output } = await runQuietly('npm', [
    ...['install', '--no-save', '--no-audit', '--no-fund', '--prefix'],
    nodeFolder,
    `${nodePackage}@${NODE_VERSION}`,
  ]);
  if (code === 0 && hasOwnNode()) return;
  rmSync(nodeFolder, { recursive: true, force: true });
  if (/E404|ETARGET|notarget/.test(output)) {
    fail(
      `npm has no Node ${NODE_VERSION} for ${process.platform}-${process.arch}. Install Node 24 (https://nodejs.org) and run this again.`,
    );
  }
  giveUp('Node could not be installed', output);
}

async function installPackages() {
  const files = [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    ...workspaces().map(folder => join(folder, 'package.json')),
  ];
  const stamp = join(root, 'node_modules', '.wheelhouse-setup');
  const hash = hashOf(files);
  if (isFresh(stamp, hash)) return;

  const { packageManager } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const yarn = packageManager.replace(/^yarn@/, '@yarnpkg/cli-dist@');
  say('Installing packages (the first time takes some minutes)');
  rmSync(stamp, { force: true });
  const { code, output } = await runQuietly(
    'npx',
    ['-y', yarn, 'install', '--immutable'],
    line => /┌ (.+)$/.exec(line)?.[1],
  );
  if (code !== 0) giveUp('The packages could not be installed', output);
  writeFileSync(stamp, hash);
}

/** Runs a command whose output is shown only as far as `pick` makes something of a line. */
function runQuietly(command, args, pick = () => undefined) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const take = chunk => {
      output += chunk;
      for (const line of String(chunk).split('\n')) {
        const shown = pick(line);
        if (shown) process.stdout.write(`  ${shown}\n`);
      }
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', error => resolve({ code: 1, output: String(error) }));
    child.on('close', code => resolve({ code, output }));
  });
}

function giveUp(what, output) {
  const advice = TROUBLES.find(([pattern]) => pattern.test(output))?.[1];
  const end = output.trim().split('\n').slice(-25).join('\n');
  fail(`${end}\n\n${what}.${advice ? ` ${advice}` : ''}`);
}

function say(what) {
  process.stdout.write(`${what}\n`);
}
