import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import {
  createOpenApiRouter,
  allowUnauthenticated,
  OpenApiDocument,
  scopeOf,
} from '..';

const json = (schema: object) => ({
  description: 'It.',
  content: { 'application/json': { schema } },
});

const document: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Things <of all kinds>', version: '1' },
  servers: [{ url: '/api/things' }],
  security: [{ apiKey: [] }],
  paths: {
    '/': {
      get: {
        'x-scope': 'root',
        parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }],
        responses: { 200: json({ type: 'object' }) },
      },
    },
    '/me': {
      get: {
        'x-scope': 'read',
        responses: { 200: json({ type: 'object' }) },
      },
    },
    '/wrong': {
      get: {
        responses: {
          200: json({ type: 'object', properties: { n: { type: 'integer' } } }),
        },
      },
    },
    '/things': {
      get: {
        'x-scope': 'list',
        parameters: [
          {
            name: 'limit',
            in: 'query',
            schema: { type: 'integer', minimum: 1, maximum: 200 },
          },
        ],
        responses: { 200: json({ type: 'object' }) },
      },
      post: {
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/NewThing' },
            },
          },
        },
        responses: { 201: json({ type: 'object' }) },
      },
    },
    '/offers': {
      post: {
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                oneOf: [
                  {
                    type: 'object',
                    properties: {
                      code: { type: 'string' },
                      verifier: { type: 'string' },
                    },
                    required: ['code', 'verifier'],
                    additionalProperties: false,
                  },
                  {
                    type: 'object',
                    properties: {
                      name: { type: 'string' },
                      price: { type: 'integer' },
                    },
                    required: ['name', 'price'],
                    additionalProperties: false,
                  },
                ],
              },
            },
          },
        },
        responses: { 201: json({ type: 'object' }) },
      },
    },
    '/things/{id}': {
      get: {
        parameters: [
          {
            name: 'id',
            in: 'path',
            required: true,
            schema: { type: 'string', maxLength: 8 },
          },
        ],
        responses: { 200: json({ type: 'object' }) },
      },
    },
  },
  components: {
    securitySchemes: {
      apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'whk_…' },
    },
    schemas: {
      NewThing: {
        type: 'object',
        properties: {
          name: { type: 'string', minLength: 1 },
          kind: { type: ['string', 'null'], enum: ['big', 'small', null] },
          tags: { type: 'array', items: { type: 'string' } },
          value: {},
        },
        required: ['name'],
        additionalProperties: false,
      },
    },
  },
};

/** A plugin as ours are: its router begins with `createOpenApiRouter`. */
export const thingsPlugin = createBackendPlugin({
  pluginId: 'things',
  register(reg) {
    reg.registerInit({
      deps: {
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
      },
      async init({ httpRouter, logger }) {
        const router = Router();
        router.use(createOpenApiRouter({ document, logger }));
        router.get('/', (req, res) => res.json({ scope: scopeOf(req) }));
        router.get('/me', (req, res) => {
          res.json({ scope: scopeOf(req) });
        });
        router.get('/wrong', (_req, res) => {
          res.json({ n: 'one' });
        });
        router.get('/things', (req, res) => {
          res.json({ scope: scopeOf(req), limit: req.query.limit });
        });
        router.post('/things', (req, res) => {
          res.status(201).json(req.body);
        });
        router.get('/things/:id', (req, res) => {
          res.json({ id: req.params.id });
        });
        httpRouter.use(router);
        allowUnauthenticated(httpRouter);
      },
    });
  },
});

/** A plugin that knows nothing of us, all of whose routes are open. */
export function foreignPlugin(options: {
  pluginId?: string;
  routes: (router: Router, logger: typeof coreServices.logger.T) => void;
  open?: boolean;
}) {
  return createBackendPlugin({
    pluginId: options.pluginId ?? 'foreign',
    register(reg) {
      reg.registerInit({
        deps: {
          httpRouter: coreServices.httpRouter,
          logger: coreServices.logger,
        },
        async init({ httpRouter, logger }) {
          const router = PromiseRouter();
          options.routes(router, logger);
          httpRouter.use(router);
          if (options.open ?? true) {
            httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
          }
        },
      });
    },
  });
}
