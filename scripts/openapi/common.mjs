/** What every plugin's document has beside its own routes and types. */
export const commonComponents = {
  securitySchemes: {
    apiKey: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'whk_…',
      description:
        'An API key, made on the account page or with `GET /api/tenancy/token`.',
    },
  },
  parameters: {
    limit: {
      name: 'limit',
      in: 'query',
      description: 'How many items at most.',
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    },
    cursor: {
      name: 'cursor',
      in: 'query',
      description: '`nextCursor` of the page before.',
      schema: { type: 'string', minLength: 1, maxLength: 1024 },
    },
    ifMatch: {
      name: 'If-Match',
      in: 'header',
      description:
        'The version that the change is for, in quotation marks: `"3"`. 428 without it, 412 when it is stale.',
      schema: { type: 'string', maxLength: 64 },
    },
    idempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      description: 'Asking again with the same key has the effect once.',
      schema: { type: 'string', minLength: 1, maxLength: 128 },
    },
  },
  responses: {
    Error: {
      description: 'It did not work; `error.message` says what to do.',
      content: {
        'application/json': { schema: { $ref: '#/components/schemas/Error' } },
      },
    },
  },
  schemas: {
    Error: {
      type: 'object',
      description: 'How every error is answered.',
      properties: {
        error: {
          type: 'object',
          properties: {
            name: {
              type: 'string',
              description: 'Stable, for programs.',
              examples: ['NotFoundError'],
            },
            message: { type: 'string', description: 'For people.' },
          },
          required: ['name', 'message'],
        },
        request: {
          type: 'object',
          properties: { method: { type: 'string' }, url: { type: 'string' } },
        },
        response: {
          type: 'object',
          properties: { statusCode: { type: 'integer' } },
          required: ['statusCode'],
        },
        requestId: {
          type: 'string',
          description: 'What an administrator finds the request by.',
        },
      },
      required: ['error', 'response'],
    },
  },
};
