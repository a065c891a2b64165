import { createServer } from 'node:net';
import { createBackend } from '@backstage/backend-defaults';
import {
  BackendFeature,
  coreServices,
  createServiceFactory,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import supertest from 'supertest';
import edge from '..';

/** A line that was logged, with the fields of the logger it was logged by. */
export interface LogLine extends JsonObject {
  level: string;
  message: string;
}

/** A running backend with our edge; requests without a bearer come from nobody. */
export interface TestServer {
  url: string;
  agent: ReturnType<typeof supertest>;
  logs: LogLine[];
}

const running: ReturnType<typeof createBackend>[] = [];

afterAll(async () => {
  await Promise.all(running.splice(0).map(backend => backend.stop()));
});

/** Starts a backend on a free port of the loopback. */
export async function startServer(options: {
  features?: BackendFeature[];
  config?: JsonObject;
  /** What stands under `backend` beside address and port. */
  backend?: JsonObject;
}): Promise<TestServer> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const logs: LogLine[] = [];
  // `startTestBackend` insists on a root router of its own.
  const backend = createBackend();
  const features = [
    edge,
    mockServices.rootConfig.factory({
      data: {
        app: { baseUrl: url },
        ...options.config,
        backend: {
          baseUrl: url,
          listen: { host: '127.0.0.1', port },
          ...options.backend,
        },
      },
    }),
    mockServices.auth.factory(),
    mockServices.httpAuth.factory({
      defaultCredentials: mockCredentials.none(),
    }),
    createServiceFactory({
      service: coreServices.rootLogger,
      deps: {},
      factory: () => recordingLogger(logs, {}),
    }),
    ...(options.features ?? []),
  ];
  for (const feature of features) backend.add(feature);
  running.push(backend);
  await backend.start();
  return { url, agent: supertest(`http://127.0.0.1:${port}`), logs };
}

function recordingLogger(logs: LogLine[], fields: JsonObject): LoggerService {
  const at =
    (level: string) =>
    (message: string, meta: Error | JsonObject = {}) => {
      const own = meta instanceof Error ? { error: String(meta) } : meta;
      logs.push({ ...fields, ...own, level, message });
    };
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    child: more => recordingLogger(logs, { ...fields, ...more }),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}
