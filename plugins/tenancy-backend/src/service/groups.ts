/** The reference of a group that a tenant's provider named. */
export function groupRef(tenant: string, name: string): string {
  return `group:${tenant}/${name}`;
}
