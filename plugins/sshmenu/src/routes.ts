import { createRouteRef } from '@backstage/frontend-plugin-api';
import { keyOf } from '@wheelhouse/plugin-sshmenu-common';

export const sshmenuRouteRef = createRouteRef();

/** Where the page is. */
export const PATH = '/sshmenu';

/** Where an entry is looked at. */
export function entryPath(entry: { list: string; id: string }): string {
  return `${PATH}?${new URLSearchParams({ entry: keyOf(entry) })}`;
}
