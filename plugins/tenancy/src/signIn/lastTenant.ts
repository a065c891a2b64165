const KEY = 'wheelhouse.tenancy.last-tenant';

/** Remembers in this browser where the person signs in. */
export function rememberTenant(id: string): void {
  try {
    window.localStorage.setItem(KEY, id);
  } catch {
    // A browser that keeps nothing shows the tenants in their own order.
  }
}

/** The tenant of the last sign-in stands first, the others keep their order. */
export function withLastTenantFirst<T extends { id: string }>(
  tenants: readonly T[],
): T[] {
  const last = readLastTenant();
  return [
    ...tenants.filter(tenant => tenant.id === last),
    ...tenants.filter(tenant => tenant.id !== last),
  ];
}

function readLastTenant(): string | null {
  try {
    return window.localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
