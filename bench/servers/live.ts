import { createBackend } from '@backstage/backend-defaults';
import { publishPlugin } from './publishPlugin';

/** The portal's live events and what they need, with a plugin that publishes on demand. */
const backend = createBackend();

backend.add(import('@wheelhouse/http-node'));
backend.add(import('@wheelhouse/plugin-tenancy-node'));
backend.add(import('@wheelhouse/plugin-tenancy-backend'));
backend.add(import('@wheelhouse/plugin-live-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@wheelhouse/plugin-auth-backend-module-tenancy'));
backend.add(publishPlugin);

backend.start();
