import { NotFoundError } from '@backstage/errors';
import { encodeCursor, parsePage } from '@wheelhouse/http-node';
import type {
  Activity,
  Me,
  Page,
  ScopeDeclarationSummary,
  Session,
} from '@wheelhouse/plugin-tenancy-common';
import type {
  AuthState,
  Callers,
  ScopeDeclaration,
} from '@wheelhouse/plugin-tenancy-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { actorOf } from './caller';
import { beforeOf, pageOf } from './routerKeys';
import type { Journal } from './service/Journal';
import type { Sessions } from './service/Sessions';
import type { ActivityStore } from './store/ActivityStore';

/** What the routes about oneself need. */
export interface AccountRouterOptions {
  callers: Callers;
  sessions: Sessions;
  activity: ActivityStore;
  journal: Journal;
  scopes: ScopeDeclaration[];
}

/** Who one is, where one is signed in, and what one did. */
export function createAccountRouter(options: AccountRouterOptions): Router {
  const { callers, sessions, activity, journal, scopes } = options;
  const router = PromiseRouter();

  /**
   * @openapi
   * /me:
   *   get:
   *     summary: Who you are, and what you act with
   *     x-scope: open
   *     x-no-permission: One's own
   *     responses:
   *       200:
   *         description: You
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/Me' }
   */
  router.get('/me', async (req, res) => {
    res.json(toMe(await callers.of(req)));
  });

  /**
   * @openapi
   * /sessions:
   *   get:
   *     summary: Where you are signed in
   *     x-scope: read
   *     x-no-permission: One's own
   *     parameters:
   *       - { $ref: '#/components/parameters/cursor' }
   *       - { $ref: '#/components/parameters/limit' }
   *     responses:
   *       200:
   *         description: Newest first
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/SessionPage' }
   */
  router.get('/sessions', async (req, res) => {
    const caller = await callers.of(req);
    const { limit, cursor } = parsePage(req.query);
    const before = beforeOf(cursor);
    const items = caller.entityId
      ? await sessions.list(caller.entityId, caller.id, {
          limit: limit + 1,
          before,
        })
      : [];
    res.json(pageOf(items, limit) satisfies Page<Session>);
  });

  /**
   * @openapi
   * /sessions/{id}:
   *   delete:
   *     summary: Sign out there
   *     x-scope: sessions
   *     x-no-permission: Access can always be ended
   *     parameters:
   *       - { name: id, in: path, required: true, schema: { type: string, maxLength: 64 } }
   *     responses:
   *       204: { description: It is over everywhere within 5 seconds }
   */
  router.delete('/sessions/:id', async (req, res) => {
    const caller = await callers.of(req);
    const { id } = req.params;
    const place =
      caller.entityId && (await sessions.placeOfOwn(caller.entityId, id));
    if (!place) {
      throw new NotFoundError(
        'There is no such session, or it has ended already',
      );
    }
    await journal.record(
      req,
      actorOf(caller),
      {
        event: 'session-end',
        action: 'session.ended',
        subject: place,
        meta: { session: id },
      },
      () => sessions.end(id),
    );
    res.status(204).end();
  });

  /**
   * @openapi
   * /activity:
   *   get:
   *     summary: What you did
   *     x-scope: read
   *     x-no-permission: One's own
   *     parameters:
   *       - { $ref: '#/components/parameters/cursor' }
   *       - { $ref: '#/components/parameters/limit' }
   *     responses:
   *       200:
   *         description: Newest first; 90 days are kept
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/ActivityPage' }
   */
  router.get('/activity', async (req, res) => {
    const caller = await callers.of(req);
    const { limit, cursor } = parsePage(req.query);
    const before = beforeOf(cursor);
    const items = caller.entityId
      ? await activity.list(caller.entityId, {
          limit: limit + 1,
          before: before && { time: before.granted, id: before.id },
        })
      : [];
    const page: Page<Activity> = { items: items.slice(0, limit) };
    if (items.length > limit) {
      const last = items[limit - 1];
      page.nextCursor = encodeCursor([last.time, last.id]);
    }
    res.json(page);
  });

  /**
   * @openapi
   * /scopes:
   *   get:
   *     summary: What API keys can be allowed
   *     x-scope: open
   *     x-no-permission: Of the portal, not of anybody in it
   *     responses:
   *       200:
   *         description: Each scope that a plugin declares
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/ScopeDeclarationSummaryPage' }
   */
  router.get('/scopes', async (req, res) => {
    await callers.of(req);
    const items: ScopeDeclarationSummary[] = scopes.map(scope => ({
      ...scope,
      resource: scope.resource ?? null,
    }));
    res.json({ items } satisfies Page<ScopeDeclarationSummary>);
  });

  return router;
}

function toMe(caller: AuthState): Me {
  return {
    entity: caller.entity,
    persona: caller.persona ?? null,
    groups: caller.groups,
    administrator: caller.administrator,
    auth: {
      id: caller.id,
      kind: caller.kind,
      scopes: caller.scopes,
      expires: caller.expires ? new Date(caller.expires).toISOString() : null,
    },
  };
}
