import { join, resolve } from 'node:path';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { startSandboxClusters } from './clusters/world/clusters';
import { startSandboxIdentityProvider } from './identity/server';

/** Runs the sandbox beside the portal. */
export default createBackendPlugin({
  pluginId: 'sandbox',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
      },
      async init({ config, lifecycle, logger }) {
        refuseWhereOthersCouldUseIt(config);

        const dataDirectory = resolve(
          config.getOptionalString('sandbox.dataDirectory') ?? 'data/sandbox',
        );
        const clusters = await startSandboxClusters({
          port: config.getOptionalNumber('sandbox.clusters.port') ?? 7010,
          directory: join(dataDirectory, 'clusters'),
        });
        lifecycle.addShutdownHook(() => clusters.stop());
        const identity = await startSandboxIdentityProvider({
          port: config.getOptionalNumber('sandbox.identity.port') ?? 7008,
          dataDirectory,
          portalUrl: config.getString('backend.baseUrl'),
        });
        lifecycle.addShutdownHook(() => identity.stop());
        logger.info(
          `The sandbox's identity provider is at http://localhost:${identity.port}`,
        );
      },
    });
  },
});

/** Everybody knows the sandbox's passwords, so only this machine may reach a portal that trusts it. */
function refuseWhereOthersCouldUseIt(config: Config): void {
  if (process.env.NODE_ENV === 'production') {
    throw new Error(
      'sandbox.enabled must not be true in production (NODE_ENV=production): remove it',
    );
  }
  const host = listenHost(config);
  if (!isLoopback(host)) {
    throw new Error(
      `sandbox.enabled needs a portal that only this machine can reach, but backend.listen is ${
        host || 'every address'
      }: set backend.listen.host to 127.0.0.1, or remove sandbox.enabled`,
    );
  }
}

/** As Backstage reads `backend.listen`: a port, `host:port`, or an object; without a host it means every address. */
function listenHost(config: Config): string {
  const listen = config.getOptional('backend.listen');
  if (typeof listen === 'object') {
    return config.getOptionalString('backend.listen.host') ?? '';
  }
  const text = String(listen ?? '');
  return text.slice(0, Math.max(0, text.lastIndexOf(':')));
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.replace(/^\[|\]$/g, '') === '::1' ||
    /^127(\.\d{1,3}){3}$/.test(host)
  );
}
