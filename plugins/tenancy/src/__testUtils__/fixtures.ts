import type {
  ApiKey,
  Me,
  ScopeDeclarationSummary,
  Session,
  Setting,
} from '@wheelhouse/plugin-tenancy-common';

export const ada: Me = {
  entity: {
    ref: 'user:acme/ada',
    tenant: 'acme',
    account: 'ada@acme.example',
    name: 'ada',
  },
  persona: { id: 'p1', source: 'browser', name: 'Chrome on Linux' },
  groups: ['group:acme/payments', 'group:acme/platform-admins'],
  administrator: true,
  auth: { id: 's1', kind: 'session', scopes: ['*'], expires: null },
};

export const scopes: ScopeDeclarationSummary[] = [
  {
    plugin: 'clusters',
    action: 'read',
    description: 'read your clusters',
    resource: '<cluster>',
  },
  {
    plugin: 'restarts',
    action: 'restart',
    description: 'restart workloads',
    resource: '<cluster>/<namespace>/<kind>/<name>',
  },
];

export function session(part: Partial<Session> = {}): Session {
  return {
    id: 's1',
    persona: { id: 'p1', source: 'browser', name: 'Chrome on Linux' },
    granted: '2026-03-01T08:00:00Z',
    lastSeen: '2026-03-01T09:00:00Z',
    expires: '2126-03-08T08:00:00Z',
    current: false,
    ...part,
  };
}

export function apiKey(part: Partial<ApiKey> = {}): ApiKey {
  return {
    id: 'k1',
    name: 'deploy-bot',
    prefix: 'whk_7f3k',
    owner: 'user:acme/ada',
    scopes: ['restarts:restart:dev/payments/deployments/*'],
    createdBy: 'ada@acme.example',
    granted: '2026-03-01T08:00:00Z',
    expires: '2126-03-08T08:00:00Z',
    lastUsed: null,
    graceUntil: null,
    persona: null,
    ...part,
  };
}

export function setting(part: Partial<Setting> = {}): Setting {
  return {
    name: 'team.contacts',
    value: { ops: '#ops' },
    version: 2,
    updated: '2026-03-01T08:00:00Z',
    updatedBy: 'ada@acme.example',
    declaration: null,
    ...part,
  };
}

export const banner = setting({
  name: 'tenancy.banner',
  value: 'Maintenance on Sunday',
  version: 3,
  declaration: {
    plugin: 'tenancy',
    title: 'Banner',
    description: 'A line on top of every page.',
    schema: { type: 'string', maxLength: 40 },
    default: '',
  },
});
