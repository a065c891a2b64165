import { createBackend } from '@backstage/backend-defaults';
import { emptyPlugin } from './emptyPlugin';

/** The portal's sign-in, its SSH menu, and a route that does nothing. */
const backend = createBackend();

backend.add(import('@wheelhouse/http-node'));
backend.add(import('@wheelhouse/plugin-tenancy-node'));
backend.add(import('@wheelhouse/plugin-tenancy-backend'));
backend.add(import('@wheelhouse/plugin-live-backend'));
backend.add(import('@wheelhouse/plugin-sshmenu-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@wheelhouse/plugin-auth-backend-module-tenancy'));
backend.add(emptyPlugin);

backend.start();
