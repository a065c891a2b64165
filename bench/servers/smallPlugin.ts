import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import Router from 'express-promise-router';

/** The least that a plugin with a database can be: a route that tells who asks. */
export function smallPlugin(pluginId: string) {
  return createBackendPlugin({
    pluginId,
    register(env) {
      env.registerInit({
        deps: {
          database: coreServices.database,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ database, httpAuth, httpRouter }) {
          await database.getClient();
          const router = Router();
          router.get('/me', async (req, res) => {
            const { principal } = await httpAuth.credentials(req, {
              allow: ['user'],
            });
            res.json({ userEntityRef: principal.userEntityRef });
          });
          httpRouter.use(router);
        },
      });
    },
  });
}
