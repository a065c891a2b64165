import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { RestartRequest } from '@wheelhouse/plugin-restarts-common';
import { Answers, AnswersOptions } from './http/Answers';
import { checkReference, keyOf } from './rules/names';
import type { Journal } from './service/Journal';
import type { Restarts } from './service/Restarts';

/** What the route that restarts needs. */
export interface RestartRouterOptions extends AnswersOptions {
  restarts: Restarts;
  journal: Journal;
}

/** Restarting one workload. */
export function createRestartRouter(options: RestartRouterOptions): Router {
  const { callers, restarts, journal } = options;
  const answers = new Answers(options);
  const router = PromiseRouter();

  /**
   * @openapi
   * /clusters/{cluster}/namespaces/{namespace}/{kind}/{name}/restart:
   *   post:
   *     summary: Restart a workload
   *     description: >-
   *       Answers at once; with `wait=true` when it has ended: 200 where it is ready, 409 with the restart where it failed,
   *       timed out or was superseded, and 504 with the restart where `timeout` ran out first. The work then goes on, and
   *       the same `Idempotency-Key` joins it. With `Accept: application/x-ndjson` lines of JSON are sent until it has ended:
   *       `restart` (its state is another), `pods` (its progress), `log` (a line of a new pod), `heartbeat` at least every
   *       15 s, and at last `end` with the restart. A workload that does not exist, whose owner did not let you restart it, or
   *       that your key does not name: 404. One that cannot be restarted as it is, such as a paused Deployment: 409 with what
   *       to do.
   *     x-scope: restart
   *     x-permission: [restarts.workload.read, restarts.workload.restart]
   *     parameters:
   *       - { name: wait, in: query, schema: { type: boolean } }
   *       - { name: timeout, in: query, description: 'With `wait`: how long, by default 5m and at most 1h', schema: { type: string, maxLength: 32 } }
   *       - $ref: '#/components/parameters/idempotencyKey'
   *     requestBody:
   *       required: false
   *       content:
   *         application/json:
   *           schema: { $ref: '#/components/schemas/RestartRequest' }
   *     responses:
   *       200:
   *         description: It is ready; or the lines that follow it
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/Restart' }
   *           application/x-ndjson:
   *             schema: { type: string }
   *       202:
   *         description: It is under way
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/Restart' }
   *       409:
   *         description: It did not end well; or it cannot be restarted as it is
   *         content:
   *           application/json:
   *             schema:
   *               anyOf:
   *                 - $ref: '#/components/schemas/Restart'
   *                 - $ref: '#/components/schemas/Error'
   *       504:
   *         description: It has not ended yet, and goes on
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/Restart' }
   */
  router.post(
    '/clusters/:cluster/namespaces/:namespace/:kind/:name/restart',
    async (req, res) => {
      const reference = checkReference(req.params);
      const manner = answers.mannerOf(req);
      const caller = await callers.withCredentials(req);
      const begun = await journal.record(
        req,
        caller.who,
        'restart-request',
        { workload: keyOf(reference) },
        () =>
          restarts.start(
            caller.who,
            reference,
            (req.body ?? {}) as RestartRequest,
            {
              idempotencyKey: req.get('idempotency-key'),
            },
          ),
      );
      await answers.send(res, caller, begun.stored, manner);
    },
  );

  return router;
}
