// node scripts/build.mjs: makes dist/s.js, the one file that is installed.
import { chmod } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = new URL('..', import.meta.url);
const { version } = JSON.parse(
  await readFile(new URL('package.json', folder), 'utf8'),
);
const outfile = fileURLToPath(new URL('dist/s.js', folder));

await build({
  entryPoints: [fileURLToPath(new URL('src/main.ts', folder))],
  outfile,
  bundle: true,
  platform: 'node',
  // CommonJS starts faster than ESM. What is imported dynamically runs, and is compiled, only when it is asked for.
  format: 'cjs',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  define: { SSHMENU_VERSION: JSON.stringify(version) },
  banner: { js: '#!/usr/bin/env node' },
});
await chmod(outfile, 0o755);
