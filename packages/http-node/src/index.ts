export { edge as default } from './edge/edge';
export {
  readinessServiceRef,
  type ReadinessCheck,
  type ReadinessResult,
  type ReadinessService,
} from './edge/readiness';
export { clientAddress, clientNetwork } from './edge/clientAddress';
export { RateLimits, rateLimitsServiceRef } from './edge/rateLimits';
export {
  allowedOriginsServiceRef,
  requestIdentityServiceRef,
  type AllowedOriginsService,
  type RequestIdentityService,
} from './edge/services';
export { allowUnauthenticated } from './allowUnauthenticated';
export { audited } from './audited';
export { demandKnownKeys, readPositiveDuration } from './configChecks';
export { newestFirst, type LastItem } from './database/newestFirst';
export { openDatabase } from './database/openDatabase';
export { parseDuration } from './durations';
export {
  HttpError,
  MethodNotAllowedError,
  PayloadTooLargeError,
  PreconditionRequiredError,
  StaleVersionError,
  TooManyRequestsError,
  UnsupportedMediaTypeError,
} from './errors';
export {
  createOpenApiRouter,
  type OpenApiRouterOptions,
} from './openapi/createOpenApiRouter';
export {
  permissionNamesOf,
  permissionsOf,
  scopeOf,
  type OpenApiDocument,
  type Operation,
} from './openapi/operation';
export {
  decodeCursor,
  DEFAULT_PAGE_LIMIT,
  encodeCursor,
  MAX_PAGE_LIMIT,
  parsePage,
  type CursorPart,
  type PageRequest,
} from './paging';
export { currentRequestId } from './requestId';
export { parseIfMatch, sendVersioned } from './versions';
