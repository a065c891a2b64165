// node scripts/build.mjs: makes dist/s.js, the one file that runs, and dist/LICENCES.txt beside it.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licencesOf } from './licences.mjs';

const folder = fileURLToPath(new URL('..', import.meta.url));
const outfile = resolve(folder, 'dist/s.js');
const { version } = JSON.parse(
  await readFile(resolve(folder, 'package.json'), 'utf8'),
);
const options = {
  bundle: true,
  platform: 'node',
  // CommonJS starts faster than ESM.
  format: 'cjs',
  target: 'node20',
  minify: true,
  // Licences stand in a file of their own.
  legalComments: 'none',
  metafile: true,
  absWorkingDir: folder,
  define: { SSHMENU_VERSION: JSON.stringify(version) },
  write: false,
};

/** Modules of our own that are imported dynamically, each by its number. */
const later = [];

// Node looks through all of a file before it runs the first line of it, which takes longer than to connect. So only what
// connects is code in this file. What is imported dynamically stands in it as a comment, and becomes code when it is asked for.
const start = await build({
  ...options,
  entryPoints: [resolve(folder, 'src/main.ts')],
  plugins: [
    {
      name: 'later',
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^\./ }, ({ kind, path, importer }) => {
          if (kind !== 'dynamic-import') return undefined;
          const module = resolve(dirname(importer), path);
          if (!later.includes(module)) later.push(module);
          return { path: String(later.indexOf(module)), namespace: 'later' };
        });
        onLoad({ filter: /./, namespace: 'later' }, ({ path }) => ({
          contents: `module.exports = __later(${path})`,
        }));
      },
    },
  ],
});
const rest = await build({
  ...options,
  stdin: {
    contents: `module.exports = [${later.map(
      module => `() => require(${JSON.stringify(module)})`,
    )}]`,
    resolveDir: folder,
  },
});
const textOf = ({ outputFiles: [{ text }] }) => text.trimEnd();

await mkdir(dirname(outfile), { recursive: true });
await putInPlace(
  outfile,
  // The comment is skipped in no time; Node would take longer over a string.
  [
    '#!/usr/bin/env node',
    '"use strict";let __modules;function __later(number){',
    'if(!__modules){const text=require("node:fs").readFileSync(__filename,"latin1"),module={};',
    'new Function("module","require",JSON.parse(text.slice(text.lastIndexOf("\\n//")+3)))(module,require);',
    '__modules=module.exports}',
    'return __modules[number]()}',
    textOf(start),
    `//${JSON.stringify(textOf(rest))}`,
  ].join('\n'),
  0o755,
);
await putInPlace(
  resolve(folder, 'dist/LICENCES.txt'),
  [
    await readFile(resolve(folder, '../../LICENSE'), 'utf8'),
    await licencesOf([start.metafile, rest.metafile], folder),
  ].join('\n'),
  0o644,
);

/** Whole or not at all: it may be running. */
async function putInPlace(file, text, mode) {
  const written = `${file}.${process.pid}`;
  await writeFile(written, text, { mode });
  await rename(written, file);
}
