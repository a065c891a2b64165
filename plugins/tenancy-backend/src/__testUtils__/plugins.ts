import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';

/** What a plugin says of whoever calls it, as Backstage alone tells it. */
export interface Seen {
  userEntityRef: string;
  actor?: string;
}

/**
 * A plugin as others write them, that knows nothing of tenancy:
 * - `GET /whoami`, `POST /change`: for people;
 * - `GET /nested/whoami`: as above, which asks itself who calls, deeper in its routes;
 * - `GET /cookie/whoami`: for pages that have only Backstage's user cookie, which `GET /.backstage/auth/v1/cookie` gives;
 * - `GET /on-behalf/*`: asks another plugin on behalf of the caller, at the path that follows;
 * - `GET /on-behalf-token/:plugin`: the token that it would do so with.
 */
export function foreignPlugin(pluginId: string) {
  return createBackendPlugin({
    pluginId,
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          discovery: coreServices.discovery,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ auth, discovery, httpAuth, httpRouter }) {
          const router = PromiseRouter();
          const whoami = async (req: any, res: any) => {
            const { principal } = await httpAuth.credentials(req, {
              allow: ['user'],
              allowLimitedAccess: req.originalUrl.includes('/cookie/'),
            });
            const seen: Seen = {
              userEntityRef: principal.userEntityRef,
              actor: principal.actor?.subject,
            };
            res.json(seen);
          };
          const nested = Router();
          nested.get('/whoami', whoami);
          router.get('/whoami', whoami);
          router.post('/change', whoami);
          router.get('/cookie/whoami', whoami);
          router.use('/nested', nested);
          const tokenFor = async (req: Request, targetPluginId: string) =>
            (
              await auth.getPluginRequestToken({
                onBehalfOf: await httpAuth.credentials(req, {
                  allow: ['user'],
                }),
                targetPluginId,
              })
            ).token;
          router.get('/on-behalf-token/:plugin', async (req, res) => {
            res.json({ token: await tokenFor(req, req.params.plugin) });
          });
          router.get('/on-behalf/*', async (req, res) => {
            const [target, ...path] = (req.params as any)[0].split('/');
            const token = await tokenFor(req, target);
            const url = await discovery.getBaseUrl(target);
            const answer = await fetch(`${url}/${path.join('/')}`, {
              headers: { authorization: `Bearer ${token}` },
            });
            res.status(answer.status).json(await answer.json());
          });
          httpRouter.use(router);
          httpRouter.addAuthPolicy({ path: '/cookie', allow: 'user-cookie' });
        },
      });
    },
  });
}

/** Asks as the named plugin, with its own service token: `tokens.of(target)`. */
export function serviceTokens(pluginId: string) {
  const tokens = { of: async (_target: string): Promise<string> => '' };
  const plugin = createBackendPlugin({
    pluginId,
    register(env) {
      env.registerInit({
        deps: { auth: coreServices.auth },
        async init({ auth }) {
          tokens.of = async targetPluginId =>
            (
              await auth.getPluginRequestToken({
                onBehalfOf: await auth.getOwnServiceCredentials(),
                targetPluginId,
              })
            ).token;
        },
      });
    },
  });
  return { tokens, plugin };
}
