import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { createMockDirectory } from '@backstage/backend-test-utils';

// Each run loads the TypeScript compiler.
jest.setTimeout(60_000);

const SCRIPT = resolve(__dirname, '../../../scripts/generate.mjs');

const ROUTER = `
/**
 * @openapi
 * /things:
 *   get:
 *     summary: All things
 *     x-scope: read
 *     x-permission: things.thing.read
 *     parameters:
 *       - $ref: '#/components/parameters/limit'
 *       - { name: after, in: query, schema: { type: string } }
 *     responses:
 *       200:
 *         description: A page
 *         content: { application/json: { schema: { $ref: '#/components/schemas/ThingPage' } } }
 */
router.get('/things');
/**
 * @openapi
 * /things/{id}:
 *   delete:
 *     summary: Throw a thing away
 *     x-scope: open
 *     x-no-permission: Everybody may
 *     security: []
 *     responses:
 *       204: { description: It is gone }
 */
router.delete('/things/:id');
`;

const TYPES = `
/** A thing. */
export interface Thing {
  id: string;
  /**
   * How often.
   * @asType integer
   */
  uses: number;
  /** Null: nobody. */
  owner: string | null;
}
export interface Unused { a: string }
export interface Page<T> { items: T[] }
`;

describe('scripts/generate.mjs', () => {
  const folder = createMockDirectory();

  beforeEach(() => {
    folder.setContent({
      'plugins/things-backend/package.json': JSON.stringify({
        name: '@wheelhouse/plugin-things-backend',
        version: '1.2.3',
        license: 'Apache-2.0',
        backstage: { pluginId: 'things' },
        wheelhouse: {
          title: 'Things',
          openapi: 'src/router*.ts',
          types: ['../things-common/src/types.ts'],
        },
      }),
      'plugins/things-backend/src/routerThings.ts': ROUTER,
      'plugins/things-common/package.json': '{}',
      'plugins/things-common/src/types.ts': TYPES,
    });
  });

  const run = (...flags: string[]) =>
    promisify(execFile)(process.execPath, [
      SCRIPT,
      '--root',
      folder.path,
      ...flags,
    ]);
  const read = (file: string) => (folder.content() as any).plugins[file];

  it('makes the document from comments and types, and a table of routes', async () => {
    await run();
    const document = JSON.parse(read('things-backend')['openapi.json']);
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Things', version: '1.2.3' },
      servers: [{ url: '/api/things' }],
      security: [{ apiKey: [] }],
    });
    expect(document.paths['/things'].get).toMatchObject({
      'x-scope': 'read',
      parameters: [
        { $ref: '#/components/parameters/limit' },
        { name: 'after', allowReserved: true, allowEmptyValue: true },
      ],
      responses: { default: { $ref: '#/components/responses/Error' } },
    });
    expect(document.paths['/things/{id}'].delete.parameters).toEqual([
      expect.objectContaining({ name: 'id', in: 'path', required: true }),
    ]);
    expect(document.components.schemas.Thing).toEqual({
      type: 'object',
      description: 'A thing.',
      properties: {
        id: { type: 'string' },
        uses: { type: 'integer', description: 'How often.' },
        owner: { type: ['string', 'null'], description: 'Null: nobody.' },
      },
      required: ['id', 'uses', 'owner'],
      additionalProperties: false,
    });
    expect(Object.keys(document.components.schemas)).toEqual([
      'Error',
      'Thing',
      'ThingPage',
    ]);
    const table = (folder.content() as any).docs['api.md'].replace(/ +/g, ' ');
    expect(table).toContain(
      '| GET | `/things` | `things:read` | `things.thing.read` | All things. |',
    );
    expect(table).toContain(
      '| DELETE | `/things/{id}` | | | Throw a thing away. Needs no sign-in. |',
    );
    await run('--check');
  });

  it('says which documents are stale, and leaves them', async () => {
    await run();
    const before = read('things-backend')['openapi.json'];
    folder.addContent({
      'plugins/things-common/src/types.ts': TYPES.replace('uses', 'useCount'),
    });
    await expect(run('--check')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        'Stale: plugins/things-backend/openapi.json.',
      ),
    });
    expect(read('things-backend')['openapi.json']).toBe(before);
  });

  it('refuses references to types that are not there', async () => {
    folder.addContent({
      'plugins/things-backend/src/routerThings.ts': ROUTER.replace(
        'ThingPage',
        'Thong',
      ),
    });
    await expect(run()).rejects.toMatchObject({
      stderr: expect.stringContaining('#/components/schemas/Thong'),
    });
  });

  it('refuses a route that names neither a permission nor why there is none', async () => {
    folder.addContent({
      'plugins/things-backend/src/routerThings.ts': ROUTER.replace(
        ' *     x-permission: things.thing.read\n',
        '',
      ),
    });
    await expect(run()).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'GET /things has neither x-permission nor x-no-permission',
      ),
    });
  });
});
