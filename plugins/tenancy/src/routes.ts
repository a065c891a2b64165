import { createRouteRef } from '@backstage/frontend-plugin-api';

export const accountRouteRef = createRouteRef();
export const deviceRouteRef = createRouteRef();
export const settingsRouteRef = createRouteRef();
