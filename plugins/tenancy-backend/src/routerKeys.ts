import { decodeCursor, encodeCursor, parsePage } from '@wheelhouse/http-node';
import type { ApiKey, Page } from '@wheelhouse/plugin-tenancy-common';
import type { Callers } from '@wheelhouse/plugin-tenancy-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { actorOf, keyMakerOf } from './caller';
import { keyForDevice } from './routerDevice';
import { codeOf } from './routerSignIn';
import type { ApiKeys } from './service/ApiKeys';
import type { DeviceCodes } from './service/DeviceCodes';
import type { Journal } from './service/Journal';
import type { SignIn } from './service/SignIn';
import type { EntityStore } from './store/EntityStore';

/** What the routes of API keys need. */
export interface KeysRouterOptions {
  callers: Callers;
  apiKeys: ApiKeys;
  entities: EntityStore;
  signIn: SignIn;
  deviceCodes: DeviceCodes;
  journal: Journal;
}

/** API keys: making, listing, changing, rotating and revoking them. */
export function createKeysRouter(options: KeysRouterOptions): Router {
  const { callers, apiKeys, entities, signIn, journal } = options;
  const router = PromiseRouter();

  /**
   * @openapi
   * /token:
   *   post:
   *     summary: Make an API key
   *     description: >-
   *       Signed in, or with a key that may: `name` and `scopes`, and if wanted `expiresIn` (seconds; 0: never, where
   *       allowed), `owner` (you or one of your groups) and `persona`. Not signed in: `code` and `code_verifier` of a
   *       sign-in that began with `GET /token`; or `device_code` of `POST /device`, for which `error.name` is
   *       `authorization_pending`, `slow_down`, `access_denied` or `expired_token` while or where there is no key (RFC
   *       8628 §3.5). The key is shown this once.
   *     x-scope: keys
   *     x-permission: tenancy.key.create
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema:
   *             oneOf:
   *               - type: object
   *                 additionalProperties: false
   *                 required: [code, code_verifier]
   *                 properties:
   *                   code: { type: string, minLength: 1, maxLength: 128 }
   *                   code_verifier: { type: string, pattern: '^[A-Za-z0-9._~-]{43,128}$' }
   *               - type: object
   *                 additionalProperties: false
   *                 required: [grant_type, device_code]
   *                 properties:
   *                   grant_type: { type: string, enum: ['urn:ietf:params:oauth:grant-type:device_code'] }
   *                   device_code: { type: string, minLength: 1, maxLength: 128 }
   *               - type: object
   *                 additionalProperties: false
   *                 required: [name, scopes]
   *                 properties:
   *                   name: { type: string, minLength: 1, maxLength: 128 }
   *                   scopes: { type: array, maxItems: 50, items: { type: string, maxLength: 256 } }
   *                   expiresIn: { type: integer, minimum: 0, maximum: 3153600000 }
   *                   owner: { type: string, maxLength: 140 }
   *                   persona: { type: string, minLength: 1, maxLength: 128 }
   *     responses:
   *       201:
   *         description: The key
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/CreatedApiKey' }
   */
  router.post('/token', async (req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    const { code, code_verifier, device_code, ...wanted } = req.body;
    if (code) {
      const made = await signIn.keyForCode(...codeOf(code, code_verifier));
      await journal.noticed(
        { entityId: made.entity.id, persona: null },
        { action: 'key.created', subject: made.key.name },
      );
      res.status(201).json(made.key);
      return;
    }
    if (device_code) {
      res.status(201).json(await keyForDevice(req, device_code, options));
      return;
    }
    const caller = await callers.of(req);
    const createdBy = caller.entityId ?? (await apiKeys.makerOf(caller.id));
    const made = await journal.record(
      req,
      actorOf(caller),
      {
        event: 'api-key-create',
        action: 'key.created',
        subject: wanted.name,
        meta: { scopes: wanted.scopes.join(' '), owner: wanted.owner ?? null },
      },
      async () => {
        const persona = wanted.persona
          ? await entities.persona(createdBy, 'pipeline', wanted.persona)
          : undefined;
        return apiKeys.create(keyMakerOf(caller), createdBy, {
          ...wanted,
          personaId: persona?.id ?? null,
        });
      },
    );
    res.status(201).json(made);
  });

  /**
   * @openapi
   * /tokens:
   *   get:
   *     summary: Your API keys and those of your groups
   *     x-scope: read
   *     x-permission: tenancy.key.read
   *     parameters:
   *       - { $ref: '#/components/parameters/cursor' }
   *       - { $ref: '#/components/parameters/limit' }
   *     responses:
   *       200:
   *         description: Newest first, never the keys themselves
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/ApiKeyPage' }
   */
  router.get('/tokens', async (req, res) => {
    const caller = await callers.of(req);
    const { limit, cursor } = parsePage(req.query);
    const items = await apiKeys.list(caller, {
      limit: limit + 1,
      before: beforeOf(cursor),
    });
    res.json(pageOf(items, limit) satisfies Page<ApiKey>);
  });

  /**
   * @openapi
   * /token/{id}:
   *   put:
   *     summary: Change or rotate an API key
   *     description: >-
   *       A new `name`, narrower `scopes`, an earlier end (`expiresIn`, seconds from now); or, with `rotate`, a new
   *       secret, beside which the old one works for another `grace` seconds.
   *     x-scope: keys
   *     x-permission: [tenancy.key.read, tenancy.key.update]
   *     parameters:
   *       - { name: id, in: path, required: true, schema: { type: string, maxLength: 64 } }
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema:
   *             type: object
   *             additionalProperties: false
   *             minProperties: 1
   *             properties:
   *               name: { type: string, minLength: 1, maxLength: 128 }
   *               scopes: { type: array, minItems: 1, maxItems: 50, items: { type: string, maxLength: 256 } }
   *               expiresIn: { type: integer, minimum: 1, maximum: 3153600000 }
   *               rotate: { type: boolean }
   *               grace: { type: integer, minimum: 0, maximum: 604800, default: 86400 }
   *     responses:
   *       200:
   *         description: The key as it is now; with `rotate`, with its new secret
   *         content:
   *           application/json:
   *             schema:
   *               anyOf:
   *                 - { $ref: '#/components/schemas/CreatedApiKey' }
   *                 - { $ref: '#/components/schemas/ApiKey' }
   */
  router.put('/token/:id', async (req, res) => {
    const caller = await callers.of(req);
    const { rotate, grace, ...change } = req.body;
    const { id } = req.params;
    const before = await apiKeys.visible(caller, id);
    res.setHeader('Cache-Control', 'no-store');
    const changed = await journal.record(
      req,
      actorOf(caller),
      {
        event: rotate ? 'api-key-rotate' : 'api-key-update',
        action: rotate ? 'key.rotated' : 'key.changed',
        subject: before.name,
        meta: { key: id },
      },
      async () => {
        const updated =
          Object.keys(change).length > 0
            ? await apiKeys.update(caller, id, change)
            : undefined;
        return rotate
          ? apiKeys.rotate(caller, id, grace)
          : updated ?? apiKeys.get(caller, id);
      },
    );
    res.json(changed);
  });

  /**
   * @openapi
   * /token/{id}:
   *   delete:
   *     summary: Revoke an API key
   *     x-scope: keys
   *     x-no-permission: Access can always be ended
   *     parameters:
   *       - { name: id, in: path, required: true, schema: { type: string, maxLength: 64 } }
   *     responses:
   *       204: { description: It is dead everywhere within 5 seconds }
   */
  router.delete('/token/:id', async (req, res) => {
    const caller = await callers.of(req);
    const { id } = req.params;
    const { name } = await apiKeys.visible(caller, id);
    await journal.record(
      req,
      actorOf(caller),
      {
        event: 'api-key-revoke',
        action: 'key.revoked',
        subject: name,
        meta: { key: id },
      },
      () => apiKeys.revoke(caller, id),
    );
    res.status(204).end();
  });

  /**
   * @openapi
   * /token:
   *   delete:
   *     summary: Revoke what this request is made with
   *     description: The API key that is presented; for somebody signed in, the session.
   *     x-scope: open
   *     x-no-permission: Access can always be ended
   *     responses:
   *       204: { description: It is dead everywhere within 5 seconds }
   */
  router.delete('/token', async (req, res) => {
    const caller = await callers.of(req);
    const key = caller.kind === 'api_key';
    await journal.record(
      req,
      actorOf(caller),
      {
        event: key ? 'api-key-revoke' : 'sign-out',
        action: key ? 'key.revoked' : 'session.ended',
        subject: caller.persona?.name ?? caller.entity.ref,
        meta: { auth: caller.id },
      },
      () => apiKeys.revokePresented(caller.id),
    );
    res.status(204).end();
  });

  return router;
}

/** Where a page of a list by time begins. */
export function beforeOf(cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const [granted, id] = decodeCursor(cursor, ['string', 'string']);
  return { granted, id };
}

/** A page of what was read, which is one more than it holds where there are more. */
export function pageOf<T extends { id: string; granted: string }>(
  items: T[],
  limit: number,
): Page<T> {
  if (items.length <= limit) return { items };
  const last = items[limit - 1];
  return {
    items: items.slice(0, limit),
    nextCursor: encodeCursor([last.granted, last.id]),
  };
}
