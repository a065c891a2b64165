import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { ClustersService } from '../clustersService';
import { clustersServiceRef } from '../clustersServiceRef';

/** The clusters of a configuration, as plugins have them; and what ends the backend in which they are. */
export async function startClusters(
  clusters: object,
): Promise<{ clusters: ClustersService; stop: () => Promise<void> }> {
  let service: ClustersService;
  const backend = await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'test',
        register(env) {
          env.registerInit({
            deps: { found: clustersServiceRef, _: coreServices.logger },
            async init({ found }) {
              service = found;
            },
          });
        },
      }),
      mockServices.rootConfig.factory({ data: { clusters } as never }),
    ],
  });
  return { clusters: service!, stop: () => backend.stop() };
}
