import {
  coreServices,
  createBackendFeatureLoader,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  allowedOriginsServiceRef,
  requestIdentityServiceRef,
} from '@wheelhouse/http-node';
import { readTenancyConfig } from './config';
import { authDirectoryServiceRef } from './directory';
import {
  httpAuthServiceFactory,
  pluginTokenHandlerDecoratorFactory,
} from './services';

/** Rate limits count by the auth that makes a request. */
const requestIdentityFactory = createServiceFactory({
  service: requestIdentityServiceRef,
  deps: { directory: authDirectoryServiceRef },
  factory: ({ directory }) => ({
    identify: token => directory.identify(token),
  }),
});

/** The web clients of tenants may call the API from their own origins. */
const allowedOriginsFactory = createServiceFactory({
  service: allowedOriginsServiceRef,
  deps: { config: coreServices.rootConfig },
  factory: ({ config }) =>
    readTenancyConfig(config).tenants.flatMap(
      tenant => tenant.acceptTokens?.allowedOrigins ?? [],
    ),
});

/** The services of tenancy that every plugin of a backend shares. */
export const tenancyFeatures = createBackendFeatureLoader({
  *loader() {
    yield httpAuthServiceFactory;
    yield pluginTokenHandlerDecoratorFactory;
    yield requestIdentityFactory;
    yield allowedOriginsFactory;
  },
});
