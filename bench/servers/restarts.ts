import { createBackend } from '@backstage/backend-defaults';

/** The portal's sign-in, its clusters and its restarts. */
const backend = createBackend();

backend.add(import('@wheelhouse/http-node'));
backend.add(import('@wheelhouse/plugin-tenancy-node'));
backend.add(import('@wheelhouse/plugin-tenancy-backend'));
backend.add(import('@wheelhouse/plugin-live-backend'));
backend.add(import('@wheelhouse/plugin-restarts-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@wheelhouse/plugin-auth-backend-module-tenancy'));

backend.start();
