import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readTenancyConfig } from './readTenancyConfig';

const acme = {
  id: 'acme',
  issuer: 'https://login.acme.example/realms/acme',
  clientId: 'wheelhouse',
};
const read = (tenancy?: JsonObject) =>
  readTenancyConfig(new ConfigReader(tenancy ? { tenancy } : {}));
const tenant = (change: JsonObject) => ({ tenants: [{ ...acme, ...change }] });
const SECRET = Buffer.alloc(32, 1).toString('base64');

describe('readTenancyConfig', () => {
  it('fills in what is not said', () => {
    expect(read({ tenants: [acme] })).toEqual({
      tenants: [
        {
          ...acme,
          title: 'acme',
          clientSecret: undefined,
          scopes: ['openid', 'profile', 'email', 'groups', 'offline_access'],
          accountClaim: 'email',
          groupsClaim: ['groups'],
          recheckGroupsMs: 600_000,
          acceptTokens: undefined,
        },
      ],
      admins: [],
      sessions: { idleMs: 12 * 3_600_000, absoluteMs: 168 * 3_600_000 },
      apiKeys: { maxLifetimeMs: 365 * 86_400_000, allowNeverExpires: false },
      encryptionKeys: [],
    });
  });

  it.each([
    'http://localhost:8080/realms/acme',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
  ])('takes an issuer without TLS on the loopback: %s', issuer => {
    expect(read(tenant({ issuer })).tenants[0].issuer).toBe(issuer);
  });

  const WRONG: [string, JsonObject | undefined, RegExp][] = [
    ['nothing', undefined, /^tenancy is missing/],
    ['no tenant', { tenants: [] }, /tenancy\.tenants/],
    ['no tenants', { admins: [] }, /tenancy\.tenants/],
    [
      'an unknown key',
      { tenants: [acme], tenant: 1 },
      /^tenancy\.tenant is not a known key.*allowed are/,
    ],
    [
      'an unknown key of a tenant',
      tenant({ clientID: 'x' }),
      /^tenancy\.tenants\[0\]\.clientID is not a known key.*clientId/,
    ],
    [
      'an unknown key of accepted tokens',
      tenant({ acceptTokens: { audience: ['x'] } }),
      /^tenancy\.tenants\[0\]\.acceptTokens\.audience is not/,
    ],
    [
      'an unknown key of sessions',
      { tenants: [acme], sessions: { max: '1h' } },
      /^tenancy\.sessions\.max is not/,
    ],
    [
      'an unknown key of API keys',
      { tenants: [acme], apiKeys: { lifetime: '1h' } },
      /^tenancy\.apiKeys\.lifetime is not/,
    ],
    [
      'an id in capitals',
      tenant({ id: 'Acme' }),
      /^tenancy\.tenants\[0\]\.id is 'Acme'.*DNS-1123/,
    ],
    ['an id with a slash', tenant({ id: 'a/b' }), /tenants\[0\]\.id/],
    ['an id that is too long', tenant({ id: 'a'.repeat(64) }), /\.id/],
    [
      'one id twice',
      { tenants: [acme, { ...acme, issuer: 'https://other.example' }] },
      /^tenancy\.tenants\[1\]\.id is 'acme', which tenancy\.tenants\[0\] has/,
    ],
    [
      'one issuer twice',
      { tenants: [acme, { ...acme, id: 'other' }] },
      /^tenancy\.tenants\[1\]\.issuer/,
    ],
    [
      'no issuer',
      { tenants: [{ id: 'acme', clientId: 'x' }] },
      /tenancy\.tenants\[0\]\.issuer/,
    ],
    [
      'an issuer that is no URL',
      tenant({ issuer: 'acme' }),
      /issuer is 'acme'/,
    ],
    [
      'an issuer without TLS',
      tenant({ issuer: 'http://login.acme.example' }),
      /^tenancy\.tenants\[0\]\.issuer.*https:\/\//,
    ],
    [
      'an issuer that only looks like the loopback',
      tenant({ issuer: 'http://127.0.0.1.evil.example' }),
      /issuer/,
    ],
    [
      'an issuer with a query',
      tenant({ issuer: 'https://login.example/?x=1' }),
      /issuer/,
    ],
    [
      'an issuer with a password',
      tenant({ issuer: 'https://a:b@login.example' }),
      /issuer/,
    ],
    ['no client', tenant({ clientId: '' }), /tenancy\.tenants\[0\]\.clientId/],
    [
      'scopes without openid',
      tenant({ scopes: ['email'] }),
      /^tenancy\.tenants\[0\]\.scopes must contain 'openid'/,
    ],
    [
      'a duration that is none',
      tenant({ recheckGroups: 'often' }),
      /^tenancy\.tenants\[0\]\.recheckGroups must be a duration/,
    ],
    [
      'a duration of nothing',
      { tenants: [acme], sessions: { idle: '0s' } },
      /^tenancy\.sessions\.idle/,
    ],
    [
      'tokens that are accepted for nobody',
      tenant({ acceptTokens: { audiences: [] } }),
      /^tenancy\.tenants\[0\]\.acceptTokens\.audiences/,
    ],
    [
      'every origin',
      tenant({ acceptTokens: { audiences: ['x'], allowedOrigins: ['*'] } }),
      /^tenancy\.tenants\[0\]\.acceptTokens\.allowedOrigins\[0\]/,
    ],
    [
      'an origin with a path',
      tenant({
        acceptTokens: {
          audiences: ['x'],
          allowedOrigins: ['https://app.example/'],
        },
      }),
      /allowedOrigins\[0\]/,
    ],
    [
      'administrators by name alone',
      { tenants: [acme], admins: ['platform-admins'] },
      /^tenancy\.admins\[0\].*group:<tenant>\/<name>/,
    ],
    [
      'administrators of an unknown tenant',
      { tenants: [acme], admins: ['group:globex/platform-admins'] },
      /^tenancy\.admins\[0\].*no tenant 'globex'/,
    ],
    [
      'a short encryption key',
      { tenants: [acme], encryptionKeys: [{ id: 'a', secret: 'c2hvcnQ=' }] },
      /^tenancy\.encryptionKeys\[0\]\.secret must be 32 bytes/,
    ],
    [
      'two encryption keys of one id',
      {
        tenants: [acme],
        encryptionKeys: [
          { id: 'a', secret: SECRET },
          { id: 'a', secret: SECRET },
        ],
      },
      /^tenancy\.encryptionKeys/,
    ],
    [
      'a list that is none',
      { tenants: [acme], admins: 'group:acme/x' },
      /admins/,
    ],
    [
      'a truth that is none',
      { tenants: [acme], apiKeys: { allowNeverExpires: 'perhaps' } },
      /allowNeverExpires/,
    ],
  ];

  it.each(WRONG)(
    "stops at %s, with the key's path",
    (_name, tenancy, error) => {
      expect(() => read(tenancy)).toThrow(error);
    },
  );

  it('demands encryption keys in production', () => {
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    try {
      expect(() => read({ tenants: [acme] })).toThrow(/encryptionKeys/);
    } finally {
      process.env.NODE_ENV = before;
    }
  });

  it('shows no secret in its errors', () => {
    const wrong = tenant({ clientSecret: 'hush', issuer: 'nowhere' });
    expect(() => read(wrong)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hush') }),
    );
  });
});
