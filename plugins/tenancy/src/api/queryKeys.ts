/** What the answers of tenancy are kept under. */
export const tenancyKeys = {
  tenants: ['tenancy', 'tenants'] as const,
  me: ['tenancy', 'me'] as const,
  sessions: ['tenancy', 'sessions'] as const,
  keys: ['tenancy', 'keys'] as const,
  scopes: ['tenancy', 'scopes'] as const,
  settings: ['tenancy', 'settings'] as const,
  activity: ['tenancy', 'activity'] as const,
};
