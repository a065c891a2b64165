import {
  coreServices,
  createServiceFactory,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { currentRequestId } from '../requestId';

/** Adds `requestId` to what is written while a request is handled. */
export class RequestLogger implements LoggerService {
  readonly #logger: LoggerService;

  constructor(logger: LoggerService) {
    this.#logger = logger;
  }

  error(message: string, meta?: Error | JsonObject): void {
    this.#current().error(message, meta);
  }

  warn(message: string, meta?: Error | JsonObject): void {
    this.#current().warn(message, meta);
  }

  info(message: string, meta?: Error | JsonObject): void {
    this.#current().info(message, meta);
  }

  debug(message: string, meta?: Error | JsonObject): void {
    this.#current().debug(message, meta);
  }

  child(meta: JsonObject): LoggerService {
    return new RequestLogger(this.#logger.child(meta));
  }

  #current(): LoggerService {
    const requestId = currentRequestId();
    return requestId ? this.#logger.child({ requestId }) : this.#logger;
  }
}

/** A plugin's logger whose lines name the request that they were written for. */
export const requestLoggerFactory = createServiceFactory({
  service: coreServices.logger,
  deps: {
    rootLogger: coreServices.rootLogger,
    plugin: coreServices.pluginMetadata,
  },
  factory: ({ rootLogger, plugin }) =>
    new RequestLogger(rootLogger.child({ plugin: plugin.getId() })),
});
