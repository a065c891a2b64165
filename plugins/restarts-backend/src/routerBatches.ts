import { decodeCursor, encodeCursor, parsePage } from '@wheelhouse/http-node';
import type { BatchRequest } from '@wheelhouse/plugin-restarts-common';
import type { Callers } from '@wheelhouse/plugin-tenancy-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { checkReference } from './rules/names';
import type { Batches } from './service/Batches';
import type { Journal } from './service/Journal';

/** What the routes of batches need. */
export interface BatchesRouterOptions {
  callers: Callers;
  batches: Batches;
  journal: Journal;
}

/** Several restarts at once. */
export function createBatchesRouter(options: BatchesRouterOptions): Router {
  const { callers, batches, journal } = options;
  const router = PromiseRouter();

  /**
   * @openapi
   * /batches:
   *   get:
   *     summary: The batches that you asked for
   *     x-scope: read
   *     x-permission: restarts.restart.read
   *     parameters:
   *       - $ref: '#/components/parameters/cursor'
   *       - $ref: '#/components/parameters/limit'
   *     responses:
   *       200:
   *         description: A page of batches, newest first
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/BatchPage' }
   *   post:
   *     summary: Restart several workloads
   *     description: >-
   *       At most `atOnce` at a time. With `dryRun` it is only said of each what would happen: 200. A workload that does not
   *       exist, or that you may not restart, is told as such in its place. The batch goes on when the server is started
   *       anew.
   *     x-scope: restart
   *     x-permission: [restarts.workload.read, restarts.workload.restart]
   *     parameters:
   *       - $ref: '#/components/parameters/idempotencyKey'
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema: { $ref: '#/components/schemas/BatchRequest' }
   *     responses:
   *       200:
   *         description: What would happen
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/Batch' }
   *       202:
   *         description: It is under way
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/Batch' }
   */
  router.get('/batches', async (req, res) => {
    const who = await callers.of(req);
    const { limit, cursor } = parsePage(req.query);
    const [time, id] = cursor ? decodeCursor(cursor, ['string', 'string']) : [];
    const { items, next } = await batches.list(who, {
      limit,
      ...(time && id && { after: { time, id } }),
    });
    res.json({
      items,
      ...(next && { nextCursor: encodeCursor([next.time, next.id]) }),
    });
  });
  router.post('/batches', async (req, res) => {
    const request: BatchRequest = req.body;
    const workloads = request.workloads.map(w => checkReference({ ...w }));
    const who = await callers.of(req);
    if (request.dryRun) {
      res.json(await batches.plan(who, { ...request, workloads }));
      return;
    }
    const batch = await journal.record(
      req,
      who,
      'batch-request',
      { workloads: workloads.length },
      () =>
        batches.start(
          who,
          { ...request, workloads },
          req.get('idempotency-key'),
        ),
    );
    res.status(202).json(batch);
  });

  /**
   * @openapi
   * /batches/{id}:
   *   get:
   *     summary: A batch
   *     x-scope: open
   *     x-permission: restarts.restart.read
   *     responses:
   *       200:
   *         description: The batch
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/Batch' }
   */
  router.get('/batches/:id', async (req, res) => {
    const who = await callers.of(req);
    res.json(await batches.get(who, req.params.id));
  });

  /**
   * @openapi
   * /batches/{id}/stop:
   *   post:
   *     summary: Begin no more of a batch
   *     description: What runs goes on to its end; what waits is left alone.
   *     x-scope: restart
   *     x-permission: restarts.restart.read
   *     responses:
   *       200:
   *         description: The batch
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/Batch' }
   */
  router.post('/batches/:id/stop', async (req, res) => {
    const who = await callers.of(req);
    const { id } = req.params;
    res.json(
      await journal.record(req, who, 'batch-stop', { batch: id }, () =>
        batches.stop(who, id),
      ),
    );
  });

  return router;
}
