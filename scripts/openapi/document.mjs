import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import swaggerJsdoc from 'swagger-jsdoc';
import { commonComponents } from './common.mjs';
import { typeSchemas } from './typeSchemas.mjs';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/**
 * Builds a plugin's OpenAPI document from the `@openapi` comments of its routes and from its types.
 *
 * @param {string} folder the package's folder; its package.json says, under `wheelhouse`, where routes and types are
 * @returns {object} the document, in a fixed order
 */
export function buildDocument(folder) {
  const manifest = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const { openapi, types, title } = manifest.wheelhouse;
  const { pluginId } = manifest.backstage;
  const routeFiles = globSync(openapi, { cwd: folder }).sort();
  const commented = swaggerJsdoc({
    failOnErrors: true,
    definition: { openapi: '3.1.0', info: { title: '', version: '' } },
    apis: routeFiles.map(file => path.join(folder, file)),
  });
  const document = {
    openapi: '3.1.0',
    info: {
      title,
      version: manifest.version,
      license: { name: manifest.license },
    },
    servers: [{ url: `/api/${pluginId}` }],
    security: [{ apiKey: [] }],
    paths: sorted(commented.paths, (p, item) => completePath(p, item)),
    components: {
      ...commonComponents,
      parameters: {
        ...commonComponents.parameters,
        ...commented.components?.parameters,
      },
      schemas: {
        ...typeSchemas(folder, types),
        ...commonComponents.schemas,
        ...commented.components?.schemas,
      },
    },
  };
  for (const kind of ['responses', 'parameters', 'schemas']) {
    document.components[kind] = sorted(document.components[kind]);
  }
  dropUnreferenced(document);
  checkReferences(document, manifest.name);
  return document;
}

function completePath(route, item) {
  return Object.fromEntries(
    Object.entries(item).map(([method, operation]) =>
      METHODS.includes(method)
        ? [method, completeOperation(route, method, operation)]
        : [method, operation],
    ),
  );
}

/** Adds what is the same for all: path parameters, how a query is read, the error answer. */
function completeOperation(route, method, operation) {
  if (!operation.summary) {
    throw new Error(`${method.toUpperCase()} ${route} has no summary`);
  }
  if (!operation['x-permission'] && !operation['x-no-permission']) {
    throw new Error(
      `${method.toUpperCase()} ${route} has neither x-permission nor x-no-permission`,
    );
  }
  const given = operation.parameters ?? [];
  const inPath = [...route.matchAll(/\{(\w+)\}/g)]
    .map(match => match[1])
    .filter(name => !given.some(p => p.in === 'path' && p.name === name))
    .map(name => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string', minLength: 1, maxLength: 256 },
    }));
  const parameters = [...inPath, ...given.map(completeParameter)];
  return {
    ...operation,
    ...(parameters.length > 0 && { parameters }),
    responses: {
      ...operation.responses,
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

/** An address in a query needs no escaping of its `:` and `/`, and a field left empty is as good as none. */
function completeParameter(parameter) {
  if (parameter.in !== 'query') return parameter;
  return { allowReserved: true, allowEmptyValue: true, ...parameter };
}

function sorted(object, change = (_key, value) => value) {
  return Object.fromEntries(
    Object.entries(object)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, change(key, value)]),
  );
}

function references(value, found = new Set()) {
  if (typeof value !== 'object' || value === null) return found;
  if (typeof value.$ref === 'string') found.add(value.$ref);
  for (const inner of Object.values(value)) references(inner, found);
  return found;
}

function dropUnreferenced(document) {
  const { components } = document;
  for (let dropped = true; dropped; ) {
    dropped = false;
    const used = references(document);
    for (const kind of ['responses', 'parameters', 'schemas']) {
      for (const name of Object.keys(components[kind])) {
        if (used.has(`#/components/${kind}/${name}`)) continue;
        delete components[kind][name];
        dropped = true;
      }
    }
  }
}

function checkReferences(document, packageName) {
  for (const reference of references(document)) {
    const [, , kind, name] = reference.split('/');
    if (!document.components[kind]?.[name]) {
      throw new Error(
        `${packageName}: ${reference} is referred to, but there is no such exported type`,
      );
    }
  }
}
