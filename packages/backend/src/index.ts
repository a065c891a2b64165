import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@wheelhouse/http-node'));
backend.add(import('@wheelhouse/plugin-tenancy-node'));
backend.add(import('@wheelhouse/plugin-tenancy-backend'));
backend.add(import('@wheelhouse/plugin-live-backend'));
backend.add(import('@wheelhouse/plugin-clusters-backend'));
backend.add(import('@wheelhouse/plugin-restarts-backend'));
backend.add(import('@wheelhouse/plugin-sshmenu-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@wheelhouse/plugin-auth-backend-module-tenancy'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@wheelhouse/sandbox'));

// Backstage logs a failed start and goes on answering 503; whatever supervises the portal should see it end.
backend.start().catch(error => {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
});
