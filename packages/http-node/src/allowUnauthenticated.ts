import type { HttpRouterService } from '@backstage/backend-plugin-api';
import { OPENAPI_PUBLIC_PATHS } from './openapi/docs';

/** Lets the documentation of a plugin's API, and these paths of it, through to everybody. */
export function allowUnauthenticated(
  httpRouter: HttpRouterService,
  paths: readonly string[] = [],
): void {
  for (const path of [...OPENAPI_PUBLIC_PATHS, ...paths]) {
    httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
  }
}
