import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { ConfigSources } from '@backstage/config-loader';
import { fail } from './child.mjs';
import { root } from './node.mjs';

const COMMON = join(root, 'app-config.yaml');
const SANDBOX = join(root, 'app-config.sandbox.yaml');

/**
 * The configuration files of a start: `--config FILE…` over app-config.yaml, or else the sandbox.
 * Relative files are meant from where the command was given.
 */
export function configFiles(args) {
  const given = args.filter(arg => !arg.startsWith('--'));
  const unknown = args.find(arg => arg.startsWith('--') && arg !== '--config');
  if (unknown || (given.length > 0 && args[0] !== '--config')) {
    fail(
      `Unknown argument ${
        unknown ?? given[0]
      }. Use: npm start [-- --config FILE…]`,
    );
  }
  const files = given.map(file =>
    resolve(process.env.INIT_CWD ?? process.cwd(), file),
  );
  const missing = files.find(file => !existsSync(file));
  if (missing) fail(`There is no configuration file ${missing}.`);
  return [COMMON, ...(files.length > 0 ? files : [SANDBOX])];
}

/** Where the portal keeps its data, made if it is not there, and the key that encrypts what the providers gave. */
export function prepareData() {
  const folder = resolve(
    root,
    process.env.WHEELHOUSE_DATA ?? join(root, 'data'),
  );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.env.WHEELHOUSE_DATA = folder;
  if (!process.env.WHEELHOUSE_ENCRYPTION_KEY) {
    const file = join(folder, 'encryption-key');
    if (!existsSync(file)) {
      writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
    }
    process.env.WHEELHOUSE_ENCRYPTION_KEY = readFileSync(file, 'utf8').trim();
  }
  return folder;
}

/** The configuration that the files make together, as the backend will read it. */
export async function readConfig(files) {
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      rootDir: root,
      watch: false,
      argv: files.flatMap(file => ['--config', file]),
    }),
  );
  const data = config.get();
  config.close();
  return data;
}

/** Host and port of `backend.listen`, which may be a port, `host:port` or an object. */
export function listenAddress(config) {
  const listen = config.backend?.listen ?? {};
  if (typeof listen === 'object') {
    return { host: listen.host, port: Number(listen.port ?? 7007) };
  }
  const [port, host] = String(listen).split(':').reverse();
  return { host: host || undefined, port: Number(port) };
}

/** Ends with a message where somebody else listens on a port. */
export async function demandFreePort({ host, port }, key) {
  const error = await new Promise(done => {
    const server = createServer();
    server.once('error', done);
    server.listen(port, host, () => server.close(() => done(undefined)));
  });
  if (error?.code === 'EADDRINUSE') {
    fail(
      `Port ${port} is in use: is the portal running already? Stop what listens there, or set ${key} in a file given with --config.`,
    );
  } else if (error) {
    fail(`Cannot listen on ${host ?? '*'}:${port}: ${error.message}`);
  }
}
