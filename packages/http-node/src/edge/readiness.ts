import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  LoggerService,
  RootHealthService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';

/** How long a check may take, in milliseconds. */
const CHECK_TIMEOUT = 2000;

/** How long a result stands for the next who ask, in milliseconds. */
const RESULT_AGE = 1000;

/** A part of the server without which it should get no requests. */
export interface ReadinessCheck {
  /** What readiness calls it, e.g. `tenancy database`. */
  name: string;
  /**
   * Rejects when the part is not ready. Only the text of a `ServiceUnavailableError` is shown to whoever asks; others are
   * logged, because what drivers say may hold addresses and names.
   */
  check(): Promise<void>;
}

/** What a check found. */
export interface ReadinessResult {
  name: string;
  status: 'ok' | 'error';
  message?: string;
}

/** Where plugins say what must work for the server to be ready. */
export interface ReadinessService {
  addCheck(check: ReadinessCheck): void;
  /** What all checks find now, or found at most a second ago. */
  results(): Promise<ReadinessResult[]>;
}

class DefaultReadinessService implements ReadinessService {
  readonly #logger: LoggerService;
  readonly #checks = new Map<string, () => Promise<ReadinessResult>>();
  #last: { results: Promise<ReadinessResult[]>; until: number } | undefined;

  constructor(logger: LoggerService) {
    this.#logger = logger;
  }

  addCheck(check: ReadinessCheck): void {
    if (this.#checks.has(check.name)) {
      throw new Error(`A readiness check "${check.name}" was added before`);
    }
    this.#checks.set(check.name, this.#runner(check));
    this.#last = undefined;
  }

  results(): Promise<ReadinessResult[]> {
    const now = Date.now();
    if (!this.#last || this.#last.until <= now) {
      const results = Promise.all([...this.#checks.values()].map(run => run()));
      this.#last = { results, until: now + RESULT_AGE };
    }
    return this.#last.results;
  }

  /** A check that hangs is not started again before it ended, so that asking often makes nothing worse. */
  #runner(check: ReadinessCheck): () => Promise<ReadinessResult> {
    const { name } = check;
    let running: Promise<ReadinessResult> | undefined;
    let failed = false;
    return async () => {
      running ??= Promise.resolve()
        .then(() => check.check())
        .then(
          (): ReadinessResult => ({ name, status: 'ok' }),
          (error): ReadinessResult => {
            if (!failed) this.#logger.error(`${name} is not ready`, error);
            return { name, status: 'error', message: publicMessage(error) };
          },
        )
        .finally(() => {
          running = undefined;
        });
      const result = await withTimeout(running, name);
      failed = result.status === 'error';
      return result;
    };
  }
}

async function withTimeout(
  running: Promise<ReadinessResult>,
  name: string,
): Promise<ReadinessResult> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<ReadinessResult>(resolve => {
    const message = `It did not answer within ${CHECK_TIMEOUT / 1000} s.`;
    timer = setTimeout(
      () => resolve({ name, status: 'error', message }),
      CHECK_TIMEOUT,
    );
  });
  try {
    return await Promise.race([running, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function publicMessage(error: unknown): string {
  return isError(error) && error.name === 'ServiceUnavailableError'
    ? error.message
    : "It does not work; the server's log says why.";
}

/** Shown at `/.backstage/health/v1/readiness`. */
export const readinessServiceRef = createServiceRef<ReadinessService>({
  id: 'wheelhouse.readiness',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { logger: coreServices.rootLogger },
      factory: ({ logger }) => new DefaultReadinessService(logger),
    }),
});

/** Backstage's health, with the checks of all parts in its readiness. */
export function withReadinessChecks(
  health: RootHealthService,
  readiness: ReadinessService,
): RootHealthService {
  return {
    getLiveness: () => health.getLiveness(),
    async getReadiness() {
      const base = await health.getReadiness();
      if (base.status !== 200) return base;
      const checks = await readiness.results();
      const ready = checks.every(check => check.status === 'ok');
      return {
        status: ready ? 200 : 503,
        payload: { status: ready ? 'ok' : 'error', checks: checks as never },
      };
    },
  };
}
