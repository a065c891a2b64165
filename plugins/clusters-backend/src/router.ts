import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  createOpenApiRouter,
  decodeCursor,
  type OpenApiDocument,
  parsePage,
} from '@wheelhouse/http-node';
import type {
  ClusterDetail,
  ClusterState,
} from '@wheelhouse/plugin-clusters-common';
import type { Callers } from '@wheelhouse/plugin-tenancy-node';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { ClusterDirectory, ClusterPage } from './service/ClusterDirectory';

/** What the routes of clusters need. */
export interface RouterOptions {
  document: OpenApiDocument;
  logger: LoggerService;
  callers: Callers;
  directory: ClusterDirectory;
}

/** All routes of `/api/clusters`. */
export function createRouter(options: RouterOptions): Router {
  const { document, logger, callers, directory } = options;
  const router = PromiseRouter();
  router.use(createOpenApiRouter({ document, logger }));

  /**
   * @openapi
   * /clusters:
   *   get:
   *     summary: The clusters you may see
   *     description: >-
   *       By name. `search` looks for each of its words in names, titles, sources and labels. A key sees those that its
   *       scopes name: `clusters:read:dev`.
   *     x-scope: read
   *     x-permission: clusters.cluster.read
   *     parameters:
   *       - { name: search, in: query, schema: { type: string, maxLength: 200 } }
   *       - { name: state, in: query, schema: { type: string, enum: [good, attention, failed, unknown] } }
   *       - { $ref: '#/components/parameters/cursor' }
   *       - { $ref: '#/components/parameters/limit' }
   *     responses:
   *       200:
   *         description: A page of clusters
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/ClusterPage' }
   */
  router.get('/clusters', async (req, res) => {
    const caller = await callers.of(req);
    const { limit, cursor } = parsePage(req.query);
    const { search, state } = req.query as {
      search?: string;
      state?: ClusterState;
    };
    const after = cursor && decodeCursor(cursor, ['string'])[0];
    res.json(
      directory.list(caller, {
        search,
        state,
        limit,
        after,
      }) satisfies ClusterPage,
    );
  });

  /**
   * @openapi
   * /clusters/{name}:
   *   get:
   *     summary: One cluster
   *     description: With its nodes, and how it was in the last 24 hours.
   *     x-scope: read
   *     x-permission: clusters.cluster.read
   *     responses:
   *       200:
   *         description: The cluster
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/ClusterDetail' }
   */
  router.get('/clusters/:name', async (req, res) => {
    const caller = await callers.of(req);
    res.json(
      (await directory.detail(caller, req.params.name)) satisfies ClusterDetail,
    );
  });

  /**
   * @openapi
   * /problems:
   *   get:
   *     summary: What keeps clusters from being known
   *     description: Sources that cannot be read at present, for administrators; nobody else is told of any.
   *     x-scope: read
   *     x-permission: clusters.cluster.read
   *     responses:
   *       200:
   *         description: The problems
   *         content:
   *           application/json:
   *             schema:
   *               type: object
   *               required: [items]
   *               properties:
   *                 items: { type: array, items: { $ref: '#/components/schemas/SourceProblem' } }
   */
  router.get('/problems', async (req, res) => {
    res.json({ items: directory.problems(await callers.of(req)) });
  });

  return router;
}
