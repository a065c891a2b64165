import { LoggerService } from '@backstage/backend-plugin-api';
import { RequestHandler, Router } from 'express';
import { middleware as createValidator } from 'express-openapi-validator';
import { createDocsRouter } from './docs';
import { createJsonBodyMiddleware } from './jsonBody';
import { OpenApiDocument, Operation, setOperation } from './operation';
import { mapValidationErrors } from './validationErrors';

/** Options of {@link createOpenApiRouter}. */
export interface OpenApiRouterOptions {
  /** The plugin's `openapi.json`. */
  document: OpenApiDocument;
  logger: LoggerService;
}

/** HTTP wants HEAD wherever there is a GET (RFC 9110 §9.3.2); documents do not name it. Node sends no body to it. */
const answerHeadAsGet: RequestHandler = (req, _res, next) => {
  if (req.method === 'HEAD') req.method = 'GET';
  next();
};

/**
 * What every plugin's router begins with: `/openapi.json` and `/docs`, JSON bodies, and the check of each request against
 * the document. What comes after it sees only requests that are documented, of the types that are documented.
 *
 * Outside production answers are checked too, and one that is not as documented is a 500.
 *
 * @throws InputError (400), NotFoundError (404), MethodNotAllowedError (405 with `Allow`), PayloadTooLargeError (413),
 * UnsupportedMediaTypeError (415), to the error middleware of whoever mounts it.
 */
export function createOpenApiRouter(options: OpenApiRouterOptions): Router {
  const { document, logger } = options;
  const validateResponses = process.env.NODE_ENV !== 'production';
  const router = Router();
  router.use(answerHeadAsGet);
  if (!validateResponses) router.use(passWhatHasNothingToCheck(document));
  router.use(createDocsRouter(document));
  router.use(createJsonBodyMiddleware());
  router.use(
    createValidator({
      // The validator changes what it is given. It looks at addresses below where it is mounted: from the server's name on,
      // it would miss what is asked for at `/api/<plugin>` itself.
      apiSpec: { ...structuredClone(document), servers: [] } as never,
      useRequestUrl: true,
      validateApiSpec: false,
      validateSecurity: false,
      validateRequests: true,
      validateResponses: validateResponses && {
        onError: (error, _body, req) => {
          logger.error(
            `The answer of ${req.method} ${req.baseUrl}${req.path} is not as documented`,
            error,
          );
          throw error;
        },
      },
      fileUploader: false,
    }),
  );
  router.use(mapValidationErrors);
  return router;
}

/**
 * Lets a GET of an operation without parameters pass by the validator, which would find nothing to check in it and takes
 * some 100 µs of CPU for that: such routes (`GET /me`) are the ones asked most. With a query it is for the validator.
 */
function passWhatHasNothingToCheck(document: OpenApiDocument): RequestHandler {
  const operations = new Map<string, Operation>();
  for (const [path, item] of Object.entries(document.paths)) {
    if (item.get && !item.get.parameters?.length)
      operations.set(path, item.get);
  }
  return (req, _res, next) => {
    const operation =
      req.method === 'GET' ? operations.get(req.url) : undefined;
    if (operation === undefined) {
      next();
    } else {
      setOperation(req, operation);
      next('router');
    }
  };
}
