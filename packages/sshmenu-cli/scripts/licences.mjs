// Whoever passes on code of others passes on its licence: that of each package which esbuild took something of.
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * @param metafiles what esbuild tells of its results
 * @param folder the folder that their paths start from
 * @throws Error where a package comes without the text of its licence
 */
export async function licencesOf(metafiles, folder) {
  const packages = new Set(
    metafiles
      .flatMap(({ inputs }) => Object.keys(inputs))
      .map(path => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
      .filter(Boolean),
  );
  const licences = await Promise.all(
    [...packages].map(path => licenceOf(resolve(folder, path))),
  );
  return licences.sort().join('\n');
}

async function licenceOf(path) {
  const { name, version, license } = JSON.parse(
    await readFile(join(path, 'package.json'), 'utf8'),
  );
  const file = (await readdir(path)).find(entry => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} comes without the text of its licence`);
  const text = (await readFile(join(path, file), 'utf8')).trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}
