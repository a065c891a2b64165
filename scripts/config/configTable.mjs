import { globSync } from 'node:fs';
import path from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

/**
 * Describes every key of the configuration that the packages declare in their config.d.ts.
 *
 * @param {string} root the repository
 * @returns {string} Markdown
 */
export function configTable(root) {
  const declared = globSync('{packages,plugins}/*/config.d.ts', { cwd: root })
    .sort()
    .flatMap(file => rowsOf(path.join(root, file)));
  // Two packages may read one key.
  const rows = [...new Map(declared.map(row => [row.key, row])).values()];
  return [
    '# Configuration',
    '',
    '<!-- Generated from the config.d.ts of the packages by scripts/generate.mjs. -->',
    '',
    'What Wheelhouse reads beside [what Backstage reads](https://backstage.io/docs/conf/). A key that is not listed, or a',
    'value that does not fit, stops the start with the key and what is allowed. Durations are written as `10m`, `12h`, `7d`',
    'or as ISO 8601 (`PT10M`). Secrets come from the environment: `${ACME_CLIENT_SECRET}`.',
    '',
    '| key | value | meaning |',
    '|---|---|---|',
    ...rows
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, type, meaning }) => `| \`${key}\` | ${type} | ${meaning} |`),
    '',
    'A whole example stands in `app-config.sandbox.yaml`, and what an installation begins with in',
    '`app-config.production.yaml`.',
    '',
  ].join('\n');
}

function rowsOf(file) {
  const schema = createGenerator({
    path: file,
    type: 'Config',
    jsDoc: 'extended',
    topRef: false,
    skipTypeCheck: true,
    // Backstage's own keywords.
    extraTags: ['visibility', 'deepVisibility'],
    encodeRefs: false,
  }).createSchema('Config');
  return walk(schema, '');
}

function walk(node, key) {
  const rows = [];
  if (node.description && key) {
    rows.push({
      key,
      type: typeOf(node),
      meaning:
        node.description.replace(/\s+/g, ' ').replace(/\|/g, '\\|') +
        (node.visibility === 'secret' ? ' **Secret.**' : ''),
    });
  }
  for (const [name, inner] of Object.entries(node.properties ?? {})) {
    const innerKey = key ? `${key}.${name}` : name;
    rows.push(...walk(inner, innerKey));
  }
  if (node.items) rows.push(...walk(node.items, `${key}[]`));
  return rows;
}

function typeOf(node) {
  if (node.enum) return node.enum.map(value => `\`${value}\``).join(' or ');
  if (node.type === 'array') {
    const inner = node.items?.type;
    return inner && inner !== 'object' ? `list of ${inner}s` : 'list';
  }
  // Backstage's HumanDuration is the one type that has no schema here.
  return node.type ?? 'duration';
}
