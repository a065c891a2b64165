import { decodeCursor, encodeCursor, parsePage } from '@wheelhouse/http-node';
import type {
  Restart,
  RestartState,
  WorkloadKind,
} from '@wheelhouse/plugin-restarts-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Answers, AnswersOptions } from './http/Answers';
import type { Restarts } from './service/Restarts';

/** What the routes of the history need. */
export interface HistoryRouterOptions extends AnswersOptions {
  restarts: Restarts;
}

/** What was restarted, and how that goes or went. */
export function createHistoryRouter(options: HistoryRouterOptions): Router {
  const { callers, restarts } = options;
  const answers = new Answers(options);
  const router = PromiseRouter();

  /**
   * @openapi
   * /:
   *   get:
   *     summary: The restarts that you may see
   *     description: >-
   *       Newest first: those that you asked for, and those of workloads that your groups could restart at that time.
   *       `state` takes several, separated by commas.
   *     x-scope: read
   *     x-permission: restarts.restart.read
   *     parameters:
   *       - { name: cluster, in: query, schema: { type: string, maxLength: 253 } }
   *       - { name: namespace, in: query, schema: { type: string, maxLength: 63 } }
   *       - { name: kind, in: query, schema: { type: string, enum: [deployments, statefulsets, daemonsets, rollouts] } }
   *       - { name: name, in: query, schema: { type: string, maxLength: 253 } }
   *       - { name: state, in: query, schema: { type: string, maxLength: 80, pattern: '^(pending|patched|rolling|ready|failed|timed-out|superseded)(,(pending|patched|rolling|ready|failed|timed-out|superseded))*$' } }
   *       - $ref: '#/components/parameters/cursor'
   *       - $ref: '#/components/parameters/limit'
   *     responses:
   *       200:
   *         description: A page of restarts
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/RestartPage' }
   */
  router.get('/', async (req, res) => {
    const who = await callers.of(req);
    const { limit, cursor } = parsePage(req.query);
    const { cluster, namespace, kind, name, state } = req.query as Record<
      string,
      string | undefined
    >;
    const [time, id] = cursor ? decodeCursor(cursor, ['string', 'string']) : [];
    const { items, next } = await restarts.list(
      who,
      {
        cluster,
        namespace,
        kind: kind as WorkloadKind | undefined,
        name,
        states: state?.split(',') as RestartState[] | undefined,
      },
      { limit, ...(time && id && { after: { time, id } }) },
    );
    res.json({
      items: items.map(({ restart }): Restart => restart),
      ...(next && { nextCursor: encodeCursor([next.time, next.id]) }),
    });
  });

  /**
   * @openapi
   * /{id}:
   *   get:
   *     summary: One restart
   *     description: >-
   *       For whoever asked for it, and for those who could have. A key needs `restarts:read` or `restarts:restart` for its
   *       workload.
   *     x-scope: open
   *     x-permission: restarts.restart.read
   *     responses:
   *       200:
   *         description: The restart
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/Restart' }
   */
  router.get('/:id', async (req, res) => {
    const who = await callers.of(req);
    const { restart } = await restarts.get(who, req.params.id);
    res.json(restart);
  });

  /**
   * @openapi
   * /{id}/stream:
   *   get:
   *     summary: Follow a restart
   *     description: >-
   *       Lines of JSON until it has ended, as for restarting with `Accept: application/x-ndjson`.
   *     x-scope: open
   *     x-permission: restarts.restart.read
   *     responses:
   *       200:
   *         description: The lines
   *         content:
   *           application/x-ndjson:
   *             schema: { type: string }
   */
  router.get('/:id/stream', async (req, res) => {
    const caller = await callers.withCredentials(req);
    const stored = await restarts.get(caller.who, req.params.id);
    await answers.send(res, caller, stored, { how: 'stream' });
  });

  return router;
}
