import { InputError } from '@backstage/errors';
import {
  currentRequestId,
  parseIfMatch,
  parsePage,
  sendVersioned,
} from '@wheelhouse/http-node';
import {
  personaProblem,
  type Sort,
  userProblem,
} from '@wheelhouse/plugin-sshmenu-common';
import type { Callers } from '@wheelhouse/plugin-tenancy-node';
import type { ErrorRequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Audit } from './service/Audit';
import { type Entries, StaleEntryError } from './service/Entries';
import type { EntryLists } from './service/EntryLists';

/** The error body that all have, and the entry as it is now. */
const answerStale: ErrorRequestHandler = (error, req, res, next) => {
  if (!(error instanceof StaleEntryError)) {
    next(error);
    return;
  }
  const { message, current } = error;
  res.setHeader('ETag', `"${current.version}"`);
  res.status(412).json({
    error: { name: 'StaleVersionError', message },
    request: { method: req.method, url: req.originalUrl.split('?')[0] },
    response: { statusCode: 412 },
    requestId: currentRequestId(),
    current,
  });
};

/** What the routes of entries need. */
export interface EntriesRouterOptions {
  callers: Callers;
  entries: Entries;
  entryLists: EntryLists;
  audit: Audit;
}

/** Entries: found, added, changed, deleted, used. */
export function createEntriesRouter(options: EntriesRouterOptions): Router {
  const { callers, entries, entryLists, audit } = options;
  const router = PromiseRouter();

  /**
   * @openapi
   * /entries:
   *   get:
   *     summary: The entries you may see
   *     description: >-
   *       Of one list or of all. `search` looks for each of its words in names, hosts, user names and tags. `recent` and
   *       `frecent` (often and lately) go by your own connections, and what you never used stands at the end, by name.
   *     x-scope: read
   *     x-permission: sshmenu.entry.read
   *     parameters:
   *       - { name: list, in: query, description: '`mine` or `group:acme/ops`; absent: all', schema: { type: string, maxLength: 140 } }
   *       - { name: search, in: query, schema: { type: string, maxLength: 200 } }
   *       - { name: sort, in: query, schema: { type: string, enum: [name, recent, frecent], default: name } }
   *       - { $ref: '#/components/parameters/cursor' }
   *       - { $ref: '#/components/parameters/limit' }
   *     responses:
   *       200:
   *         description: A page of entries
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/MenuEntryPage' }
   *   post:
   *     summary: Add an entry
   *     description: >-
   *       The fields of an entry, and `list` (by default `mine`). With an `id` of your making the call can be repeated. What
   *       is not a field of an entry is refused, and so are passwords, keys and options that run something.
   *     x-scope: write
   *     x-permission: [sshmenu.entry.read, sshmenu.entry.write]
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema: { type: object, additionalProperties: true }
   *     responses:
   *       201:
   *         description: The entry; its version is also the ETag
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/MenuEntry' }
   */
  router.get('/entries', async (req, res) => {
    const who = await callers.of(req);
    const { list, search, sort = 'name' } = req.query as Record<string, string>;
    res.json(
      await entryLists.entries(who, {
        ...parsePage(req.query),
        list: list || undefined,
        search,
        sort: sort as Sort,
      }),
    );
  });
  router.post('/entries', async (req, res) => {
    const who = await callers.of(req);
    const entry = await audit.record(
      req,
      who,
      'entry-create',
      {},
      () => entries.add(who, req.body),
      ({ list, id }) => ({ list, id }),
    );
    res.status(201);
    sendVersioned(res, entry);
  });

  /**
   * @openapi
   * /entries/{id}:
   *   get:
   *     summary: An entry
   *     x-scope: read
   *     x-permission: sshmenu.entry.read
   *     responses:
   *       200:
   *         description: The entry; its version is also the ETag
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/MenuEntry' }
   *   put:
   *     summary: Change an entry
   *     description: >-
   *       All of its fields: one that is left out is taken away. `id`, `list`, `uses`, `lastUsed` and `version` may stand there
   *       as they were read. Where the entry has changed since, the answer is 412 and has it as it is now in `current`.
   *     x-scope: write
   *     x-permission: [sshmenu.entry.read, sshmenu.entry.write]
   *     parameters:
   *       - { $ref: '#/components/parameters/ifMatch' }
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema: { type: object, additionalProperties: true }
   *     responses:
   *       200:
   *         description: The entry as it is now; its version is also the ETag
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/MenuEntry' }
   *       412:
   *         description: It has changed since it was read
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/StaleEntry' }
   *   delete:
   *     summary: Delete an entry
   *     description: >-
   *       For good, on every machine. To undo it, add it again with a new id. Where the entry has changed since, the answer is
   *       412 and has it as it is now in `current`.
   *     x-scope: write
   *     x-permission: [sshmenu.entry.read, sshmenu.entry.write]
   *     parameters:
   *       - { $ref: '#/components/parameters/ifMatch' }
   *     responses:
   *       204: { description: It is gone }
   *       412:
   *         description: It has changed since it was read
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/StaleEntry' }
   */
  router.get('/entries/:id', async (req, res) => {
    sendVersioned(res, await entries.get(await callers.of(req), req.params.id));
  });
  router.put('/entries/:id', async (req, res) => {
    const who = await callers.of(req);
    const { id } = req.params;
    const version = parseIfMatch(req);
    const entry = await audit.record(
      req,
      who,
      'entry-change',
      { id },
      () => entries.change(who, id, req.body, version),
      ({ list }) => ({ list }),
    );
    sendVersioned(res, entry);
  });
  router.delete('/entries/:id', async (req, res) => {
    const who = await callers.of(req);
    const { id } = req.params;
    const version = parseIfMatch(req);
    await audit.record(
      req,
      who,
      'entry-delete',
      { id },
      () => entries.delete(who, id, version),
      ({ list }) => ({ list }),
    );
    res.status(204).end();
  });

  /**
   * @openapi
   * /entries/{id}/use:
   *   post:
   *     summary: Count a connection of yours
   *     description: The same connection (`at` and `persona`) told again is not counted again.
   *     x-scope: write
   *     x-permission: [sshmenu.entry.read, sshmenu.entry.write]
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema:
   *             type: object
   *             additionalProperties: false
   *             properties:
   *               at: { type: string, format: date-time, maxLength: 40, description: 'By default now' }
   *               persona: { type: string, minLength: 1, maxLength: 128, description: 'Where from; by default where you are signed in' }
   *     responses:
   *       200:
   *         description: The entry, with your uses
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/MenuEntry' }
   */
  router.post('/entries/:id/use', async (req, res) => {
    const who = await callers.of(req);
    const { at, persona } = req.body;
    if (persona !== undefined) demand('persona', personaProblem(persona));
    sendVersioned(res, await entries.use(who, req.params.id, { at, persona }));
  });

  /**
   * @openapi
   * /entries/{id}/user:
   *   put:
   *     summary: Take another user name than the entry's, for yourself
   *     x-scope: write
   *     x-permission: [sshmenu.entry.read, sshmenu.entry.write]
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema:
   *             type: object
   *             additionalProperties: false
   *             required: [user]
   *             properties:
   *               user: { type: string, nullable: true, maxLength: 64, description: "Null: the entry's again" }
   *     responses:
   *       200:
   *         description: The entry, with your user name
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/MenuEntry' }
   */
  router.put('/entries/:id/user', async (req, res) => {
    const who = await callers.of(req);
    const { user } = req.body;
    if (user !== null) demand('user', userProblem(user));
    sendVersioned(res, await entries.chooseUser(who, req.params.id, user));
  });

  router.use(answerStale);
  return router;
}

function demand(field: string, problem: string | undefined): void {
  if (problem) throw new InputError(`${field} ${problem}`);
}
