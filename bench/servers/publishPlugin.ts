import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { liveServiceRef } from '@wheelhouse/plugin-live-node';
import type { Publication } from '../lib/liveServers';

/** Publishes on the channel `bench/all` when asked to, one event after the other. */
export const publishPlugin = createBackendPlugin({
  pluginId: 'bench',
  register(env) {
    env.registerInit({
      deps: { live: liveServiceRef },
      async init({ live }) {
        live.declare({ pattern: 'bench/all', authorize: () => true });
        process.on('message', async (message: Publication & { id: number }) => {
          if (message.question !== 'publish') return;
          const { id, count, data } = message;
          for (let n = 0; n < count; n += 1) {
            await live.publish('bench/all', { type: 'changed', data });
          }
          process.send!({ id, answer: count });
        });
      },
    });
  },
});
