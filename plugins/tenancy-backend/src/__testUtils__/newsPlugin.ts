import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { LiveService, liveServiceRef } from '@wheelhouse/plugin-live-node';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { scopesAllow } from '@wheelhouse/plugin-tenancy-common';

/**
 * A plugin with live events:
 * - `news/all`: for everybody;
 * - `news/groups/{tenant}/{name}`: for the members of a group, with keys that may `news:read`;
 * - `news/readers/{name}`: for those whom `readers` names at the moment;
 * - `news/named`: for everybody, who see what names them.
 */
export function newsPlugin() {
  const news = {
    live: undefined as unknown as LiveService,
    /** Accounts. */
    readers: new Set<string>(),
    publish: (channel: string, data: unknown) =>
      news.live.publish(channel, { type: 'said', data }),
  };
  const plugin = createBackendPlugin({
    pluginId: 'news',
    register(env) {
      env.registerInit({
        deps: { live: liveServiceRef },
        async init({ live }) {
          news.live = live;
          const mayRead = (who: AuthState) =>
            scopesAllow(who.scopes, 'news', 'read');
          live.declare({ pattern: 'news/all', authorize: () => true });
          live.declare({
            pattern: 'news/groups/{tenant}/{name}',
            authorize: (who, { tenant, name }) =>
              mayRead(who) && who.groups.includes(`group:${tenant}/${name}`),
          });
          live.declare({
            pattern: 'news/readers/{name}',
            authorize: async who => news.readers.has(who.entity.account),
          });
          live.declare({
            pattern: 'news/named',
            authorize: () => true,
            sees: (who, { data }) =>
              (data as { to: string }).to === who.entity.account,
          });
        },
      });
    },
  });
  return { news, plugin };
}
