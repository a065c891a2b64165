import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { createOpenApiRouter } from '@wheelhouse/http-node';
import { callersServiceRef } from '@wheelhouse/plugin-tenancy-node';
import Router from 'express-promise-router';

const document = {
  openapi: '3.0.3',
  servers: [{ url: '/api/empty' }],
  info: { title: 'Empty', version: '1' },
  paths: {
    '/empty': {
      post: {
        summary: 'Nothing, for whoever is signed in',
        'x-scope': 'write',
        'x-no-permission': 'It does nothing',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { type: 'object' } } },
        },
        responses: { 200: { description: 'Nothing' } },
      },
    },
  },
};

/** A route as every plugin of ours has them, which asks who calls, takes a body, and does nothing. */
export const emptyPlugin = createBackendPlugin({
  pluginId: 'empty',
  register(env) {
    env.registerInit({
      deps: {
        callers: callersServiceRef,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
      },
      async init({ callers, httpRouter, logger }) {
        callers.declare(document, []);
        const router = Router();
        router.use(createOpenApiRouter({ document, logger }));
        router.post('/empty', async (req, res) => {
          await callers.of(req);
          res.json({});
        });
        httpRouter.use(router);
      },
    });
  },
});
