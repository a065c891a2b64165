import { createBackend } from '@backstage/backend-defaults';
import { checkPlugin } from './checkPlugin';

/** The portal's sign-in and API keys, with a plugin that checks keys and signatures on demand. */
const backend = createBackend();

backend.add(import('@wheelhouse/http-node'));
backend.add(import('@wheelhouse/plugin-tenancy-node'));
backend.add(import('@wheelhouse/plugin-tenancy-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@wheelhouse/plugin-auth-backend-module-tenancy'));
backend.add(checkPlugin);

backend.start();
