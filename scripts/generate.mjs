/**
 * Generates each plugin's openapi.json, docs/api.md and docs/config.md; with `--check` changes nothing and fails when one is stale.
 * A plugin takes part when its package.json has `wheelhouse`; see packages/http-node/README.md.
 *
 *   node scripts/generate.mjs [--check] [--root FOLDER]
 */
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import prettier from 'prettier';
import { configTable } from './config/configTable.mjs';
import { apiTable } from './openapi/apiTable.mjs';
import { buildDocument } from './openapi/document.mjs';

const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    root: {
      type: 'string',
      default: fileURLToPath(new URL('..', import.meta.url)),
    },
  },
});

const plugins = globSync('plugins/*/package.json', { cwd: options.root })
  .sort()
  .map(file => ({
    folder: path.join(options.root, path.dirname(file)),
    manifest: JSON.parse(readFileSync(path.join(options.root, file), 'utf8')),
  }))
  .filter(({ manifest }) => manifest.wheelhouse?.openapi)
  .map(({ folder, manifest }) => ({
    file: path.join(folder, 'openapi.json'),
    pluginId: manifest.backstage.pluginId,
    document: buildDocument(folder),
  }));

const generated = [
  ...plugins.map(({ file, document }) => ({
    file,
    content: JSON.stringify(document),
    parser: 'json',
  })),
  {
    file: path.join(options.root, 'docs/api.md'),
    content: apiTable(plugins),
    parser: 'markdown',
  },
  {
    file: path.join(options.root, 'docs/config.md'),
    content: configTable(options.root),
    parser: 'markdown',
  },
];

const stale = [];
for (const { file, content, parser } of generated) {
  const config = await prettier.resolveConfig(file);
  const text = prettier.format(content, { ...config, parser });
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  stale.push(path.relative(options.root, file));
  if (options.check) continue;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

if (options.check && stale.length > 0) {
  console.error(
    `Stale: ${stale.join(
      ', ',
    )}. Run \`npm run generate\` and commit what it writes.`,
  );
  process.exitCode = 1;
} else if (!options.check) {
  for (const file of stale) console.log(`Wrote ${file}`);
}
