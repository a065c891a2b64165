import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { demandKnownKeys, readPositiveDuration } from '@wheelhouse/http-node';
import { TenancyConfig, TenantConfig } from './TenancyConfig';

const TENANT_ID = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const GROUP_REF = /^group:[a-z0-9-]+\/[A-Za-z0-9._-]+$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const DEFAULT_SCOPES = [
  'openid',
  'profile',
  'email',
  'groups',
  'offline_access',
];
const TENANT_KEYS = [
  'id',
  'title',
  'issuer',
  'clientId',
  'clientSecret',
  'scopes',
  'accountClaim',
  'groupsClaim',
  'recheckGroups',
  'acceptTokens',
];

/**
 * Reads the `tenancy` part of the configuration.
 *
 * @throws InputError that names the key's path and what is allowed there.
 */
export function readTenancyConfig(root: Config): TenancyConfig {
  if (!root.has('tenancy')) {
    throw new InputError(
      'tenancy is missing in the configuration; it needs at least tenancy.tenants',
    );
  }
  const config = root.getConfig('tenancy');
  demandKnownKeys(config, 'tenancy', [
    'tenants',
    'admins',
    'sessions',
    'apiKeys',
    'encryptionKeys',
  ]);
  const tenants = config
    .getConfigArray('tenants')
    .map((tenant, index) => readTenant(tenant, `tenancy.tenants[${index}]`));
  if (tenants.length === 0) {
    throw new InputError('tenancy.tenants must have at least one tenant');
  }
  unique(tenants, 'id');
  unique(tenants, 'issuer');
  return {
    tenants,
    admins: readAdmins(config, tenants),
    ...readLifetimes(config),
    encryptionKeys: readEncryptionKeys(config),
  };
}

function readTenant(config: Config, path: string): TenantConfig {
  demandKnownKeys(config, path, TENANT_KEYS);
  const id = config.getString('id');
  if (!TENANT_ID.test(id)) {
    throw new InputError(
      `${path}.id is '${id}', but must be a DNS-1123 label: lower case letters, digits and '-', at most 63`,
    );
  }
  const accept = config.getOptionalConfig('acceptTokens');
  if (accept) {
    demandKnownKeys(accept, `${path}.acceptTokens`, [
      'audiences',
      'allowedOrigins',
    ]);
  }
  const scopes = config.getOptionalStringArray('scopes') ?? DEFAULT_SCOPES;
  if (!scopes.includes('openid')) {
    throw new InputError(`${path}.scopes must contain 'openid'`);
  }
  return {
    id,
    title: config.getOptionalString('title') ?? id,
    issuer: readIssuer(config, path),
    clientId: config.getString('clientId'),
    clientSecret: config.getOptionalString('clientSecret'),
    scopes,
    accountClaim: config.getOptionalString('accountClaim') ?? 'email',
    groupsClaim: (config.getOptionalString('groupsClaim') ?? 'groups').split(
      '.',
    ),
    recheckGroupsMs: readPositiveDuration(
      config,
      path,
      'recheckGroups',
      10 * 60_000,
    ),
    acceptTokens: accept && {
      audiences: nonEmpty(accept, `${path}.acceptTokens`, 'audiences'),
      allowedOrigins: readOrigins(accept, `${path}.acceptTokens`),
    },
  };
}

function readIssuer(config: Config, path: string): string {
  const text = config.getString('issuer');
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InputError(`${path}.issuer is '${text}', but must be a URL`);
  }
  const loopback = url.protocol === 'http:' && LOOPBACK.test(url.hostname);
  if (url.protocol !== 'https:' && !loopback) {
    throw new InputError(
      `${path}.issuer is '${text}', but must begin with https:// (http:// is accepted on the loopback only)`,
    );
  }
  if (url.search || url.hash || url.username || url.password) {
    throw new InputError(
      `${path}.issuer is a URL without user, query and fragment`,
    );
  }
  return text;
}

function readOrigins(config: Config, path: string): string[] {
  return (config.getOptionalStringArray('allowedOrigins') ?? []).map(
    (text, index) => {
      const origin = URL.canParse(text) ? new URL(text).origin : undefined;
      if (origin !== text || !/^https?:/.test(text)) {
        throw new InputError(
          `${path}.allowedOrigins[${index}] is '${text}', but must be an origin such as https://app.example.com, without a path or '*'`,
        );
      }
      return text;
    },
  );
}

function readAdmins(config: Config, tenants: TenantConfig[]): string[] {
  const admins = config.getOptionalStringArray('admins') ?? [];
  admins.forEach((ref, index) => {
    if (!GROUP_REF.test(ref)) {
      throw new InputError(
        `tenancy.admins[${index}] is '${ref}', but must be group:<tenant>/<name>`,
      );
    }
    const tenant = ref.slice('group:'.length, ref.indexOf('/'));
    if (!tenants.some(t => t.id === tenant)) {
      throw new InputError(
        `tenancy.admins[${index}] is '${ref}', but there is no tenant '${tenant}' in tenancy.tenants`,
      );
    }
  });
  return admins;
}

function readLifetimes(
  config: Config,
): Pick<TenancyConfig, 'sessions' | 'apiKeys'> {
  const sessions = config.getOptionalConfig('sessions');
  const apiKeys = config.getOptionalConfig('apiKeys');
  if (sessions)
    demandKnownKeys(sessions, 'tenancy.sessions', ['idle', 'absolute']);
  if (apiKeys) {
    demandKnownKeys(apiKeys, 'tenancy.apiKeys', [
      'maxLifetime',
      'allowNeverExpires',
    ]);
  }
  const hour = 60 * 60_000;
  return {
    sessions: {
      idleMs: readPositiveDuration(
        sessions,
        'tenancy.sessions',
        'idle',
        12 * hour,
      ),
      absoluteMs: readPositiveDuration(
        sessions,
        'tenancy.sessions',
        'absolute',
        7 * 24 * hour,
      ),
    },
    apiKeys: {
      maxLifetimeMs: readPositiveDuration(
        apiKeys,
        'tenancy.apiKeys',
        'maxLifetime',
        365 * 24 * hour,
      ),
      allowNeverExpires:
        apiKeys?.getOptionalBoolean('allowNeverExpires') ?? false,
    },
  };
}

function readEncryptionKeys(config: Config): TenancyConfig['encryptionKeys'] {
  if (!config.has('encryptionKeys') && process.env.NODE_ENV !== 'production') {
    return [];
  }
  const keys = config.getConfigArray('encryptionKeys').map((key, index) => {
    const path = `tenancy.encryptionKeys[${index}]`;
    demandKnownKeys(key, path, ['id', 'secret']);
    const secret = Buffer.from(key.getString('secret'), 'base64');
    if (secret.length !== 32) {
      throw new InputError(
        `${path}.secret must be 32 bytes in base64; make one with 'openssl rand -base64 32'`,
      );
    }
    return { id: key.getString('id'), secret };
  });
  if (keys.length === 0) {
    throw new InputError('tenancy.encryptionKeys must have at least one key');
  }
  if (new Set(keys.map(k => k.id)).size !== keys.length) {
    throw new InputError('tenancy.encryptionKeys has two keys with one id');
  }
  return keys;
}

function unique(tenants: TenantConfig[], key: 'id' | 'issuer') {
  tenants.forEach((tenant, index) => {
    const first = tenants.findIndex(t => t[key] === tenant[key]);
    if (first !== index) {
      throw new InputError(
        `tenancy.tenants[${index}].${key} is '${tenant[key]}', which tenancy.tenants[${first}] has already`,
      );
    }
  });
}

function nonEmpty(config: Config, path: string, key: string): string[] {
  const values = config.getStringArray(key);
  if (values.length === 0) {
    throw new InputError(`${path}.${key} must have at least one entry`);
  }
  return values;
}
