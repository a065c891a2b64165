import { createBackend } from '@backstage/backend-defaults';
import { guestModule } from './guestModule';
import { smallPlugin } from './smallPlugin';

/** What a new Backstage backend has of the plugins that the portal has too, and small ones in place of the others. */
const backend = createBackend();

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(guestModule);
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-app-backend'));
for (const id of [
  'tenancy',
  'live',
  'clusters',
  'restarts',
  'sshmenu',
  'sandbox',
]) {
  backend.add(smallPlugin(`in-place-of-${id}`));
}

backend.start();
