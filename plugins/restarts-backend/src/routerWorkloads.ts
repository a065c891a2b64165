import { decodeCursor, encodeCursor, parsePage } from '@wheelhouse/http-node';
import type { WorkloadPage } from '@wheelhouse/plugin-restarts-common';
import type { Callers } from '@wheelhouse/plugin-tenancy-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { WorkloadIndex } from './service/WorkloadIndex';

/** What the route of workloads needs. */
export interface WorkloadsRouterOptions {
  callers: Callers;
  workloads: WorkloadIndex;
}

/** What the caller may restart. */
export function createWorkloadsRouter(options: WorkloadsRouterOptions): Router {
  const { callers, workloads } = options;
  const router = PromiseRouter();

  /**
   * @openapi
   * /workloads:
   *   get:
   *     summary: The workloads that you may restart
   *     description: >-
   *       Of all clusters, by cluster, namespace and name. `search` looks for each of its words in names, images, groups and
   *       applications. A cluster that cannot be read at present stands in `unavailable`, with the reason.
   *     x-scope: read
   *     x-permission: restarts.workload.read
   *     parameters:
   *       - { name: cluster, in: query, schema: { type: string, maxLength: 253 } }
   *       - { name: namespace, in: query, schema: { type: string, maxLength: 63 } }
   *       - { name: search, in: query, schema: { type: string, maxLength: 200 } }
   *       - $ref: '#/components/parameters/cursor'
   *       - $ref: '#/components/parameters/limit'
   *     responses:
   *       200:
   *         description: A page of workloads
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/WorkloadPage' }
   */
  router.get('/workloads', async (req, res) => {
    const who = await callers.of(req);
    const { limit, cursor } = parsePage(req.query);
    const { cluster, namespace, search } = req.query as Record<
      string,
      string | undefined
    >;
    const [at, key] = cursor ? decodeCursor(cursor, ['string', 'string']) : [];
    const { items, next, unavailable } = await workloads.list(who, {
      cluster,
      namespace,
      search,
      limit,
      ...(at !== undefined &&
        key !== undefined && { after: { cluster: at, key } }),
    });
    const page: WorkloadPage = { items, unavailable };
    if (next) page.nextCursor = encodeCursor([next.cluster, next.key]);
    res.json(page);
  });

  return router;
}
