import path from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

/**
 * JSON schemas of the exported types of a package, from the types and their comments.
 *
 * @param {string} folder the package's folder
 * @param {string[]} files the files whose exports are meant, relative to it
 * @returns {Record<string, object>} by name, with references into `#/components/schemas`
 */
export function typeSchemas(folder, files) {
  const schemas = {};
  for (const file of files) {
    const { definitions } = createGenerator({
      path: path.resolve(folder, file),
      type: '*',
      expose: 'export',
      jsDoc: 'extended',
      topRef: true,
      additionalProperties: false,
      // The whole program is checked elsewhere.
      skipTypeCheck: true,
      // OpenAPI's references are not URL-encoded.
      encodeRefs: false,
    }).createSchema('*');
    Object.assign(schemas, definitions);
  }
  return addPages(rewrite(withoutGenerics(schemas)));
}

/** A generic type alone, such as `Page<T>`, says nothing. */
function withoutGenerics(schemas) {
  return Object.fromEntries(
    Object.entries(schemas).filter(([name]) => /^\w+$/.test(name)),
  );
}

function rewrite(value) {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/definitions/', '#/components/schemas/')
        : rewrite(inner),
    ]),
  );
}

/** For each `Thing` a `ThingPage`, which lists answer; those that nothing refers to are left out later. */
function addPages(schemas) {
  const pages = Object.entries(schemas)
    .filter(([name]) => !(`${name}Page` in schemas))
    .map(([name]) => [
      `${name}Page`,
      {
        type: 'object',
        description: 'A page of a list.',
        properties: {
          items: {
            type: 'array',
            items: { $ref: `#/components/schemas/${name}` },
          },
          nextCursor: {
            type: 'string',
            description:
              'Sent as `cursor` for the next page; absent on the last.',
          },
        },
        required: ['items'],
        additionalProperties: false,
      },
    ]);
  return { ...schemas, ...Object.fromEntries(pages) };
}
