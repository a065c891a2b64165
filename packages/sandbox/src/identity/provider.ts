import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, JWK } from 'jose';
import {
  Configuration,
  interactionPolicy,
  KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import { errorPage, signedOutPage, signOutPage } from './pages/pages';
import { PeopleDirectory, SandboxPerson } from './people';
import { IdentityStore } from './store';

/** The portal itself: a public client with PKCE. */
export const PORTAL_CLIENT = 'wheelhouse';
/** Another application of the tenant, whose access tokens are JWTs for the audience of the same name. */
export const MOBILE_CLIENT = 'mobile-app';

/** Where `mobile-app` asks for its tokens: the resource indicator behind the audience. */
export const MOBILE_RESOURCE = 'urn:wheelhouse:sandbox:mobile-app';

const SCOPES = ['openid', 'profile', 'email', 'groups', 'offline_access'];
const SCOPE = SCOPES.join(' ');
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** What an identity provider for one tenant is made of. */
export interface TenantProviderOptions {
  issuer: string;
  people: PeopleDirectory;
  store: IdentityStore;
  /** Origins of portals that people may be sent back to. */
  redirectOrigins: readonly string[];
}

/** Makes the OIDC provider of one tenant. */
export async function createTenantProvider(
  options: TenantProviderOptions,
): Promise<Provider> {
  const { issuer, people, store } = options;
  const tenant = people.tenant.id;
  const path = new URL(issuer).pathname;
  const provider = new Provider(issuer, {
    adapter: store.adapter(tenant),
    clients: clients(tenant, options.redirectOrigins),
    jwks: { keys: [await store.secret(tenant, 'signing-key', signingKey)] },
    scopes: SCOPES,
    responseTypes: ['code'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    // The claims stand in the ID token too, as with most providers that companies run.
    conformIdTokenClaims: false,
    findAccount: async (_ctx, sub) => {
      const person = people.find(sub);
      return person && { accountId: sub, claims: async () => claimsOf(person) };
    },
    extraTokenClaims: async (_ctx, token) => {
      const person =
        token.kind === 'AccessToken' && token.aud === MOBILE_CLIENT
          ? people.find(token.accountId)
          : undefined;
      return person && { ...claimsOf(person) };
    },
    loadExistingGrant: grantWithoutAsking,
    // Whoever may refresh gets a refresh token, and it outlives the sign-in at the provider, without a question.
    issueRefreshToken: async (_ctx, client) =>
      client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    rotateRefreshToken: true,
    pkce: { required: () => true },
    clientBasedCORS: (_ctx, _origin, client) =>
      client.clientId === MOBILE_CLIENT,
    cookies: {
      // Cookies do not know ports: a path of its own keeps them away from the portal on the same host.
      keys: [
        await store.secret(tenant, 'cookie-key', async () =>
          randomBytes(32).toString('base64url'),
        ),
      ],
      long: { path, httpOnly: true, sameSite: 'lax' },
      short: { path, httpOnly: true, sameSite: 'lax' },
      names: {
        session: `sandbox_${tenant}_session`,
        interaction: `sandbox_${tenant}_interaction`,
        resume: `sandbox_${tenant}_resume`,
      },
    },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: async (_ctx, client) =>
          client?.clientId === MOBILE_CLIENT ? MOBILE_RESOURCE : [],
        useGrantedResource: async () => true,
        getResourceServerInfo: async () => ({
          scope: SCOPE,
          audience: MOBILE_CLIENT,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 5 * MINUTE,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          ctx.body = signOutPage(people.tenant, form);
        },
        postLogoutSuccessSource: async ctx => {
          ctx.body = signedOutPage(people.tenant);
        },
      },
    },
    interactions: {
      policy: alwaysAsksWho(),
      url: (_ctx, interaction) => `${path}/interaction/${interaction.uid}`,
    },
    renderError: async (ctx, out) => {
      ctx.type = 'html';
      ctx.body = errorPage(
        people.tenant,
        out.error_description ?? out.error ?? 'The request was not understood',
      );
    },
    ttl: {
      AccessToken: 5 * MINUTE,
      AuthorizationCode: MINUTE,
      IdToken: 5 * MINUTE,
      Interaction: 60 * MINUTE,
      RefreshToken: 14 * DAY,
      Session: 14 * DAY,
      Grant: 14 * DAY,
    },
  });
  return provider;
}

function clients(
  tenant: string,
  redirectOrigins: readonly string[],
): Configuration['clients'] {
  return [
    {
      client_id: PORTAL_CLIENT,
      client_name: 'Wheelhouse',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: redirectOrigins.flatMap(origin => [
        `${origin}/api/tenancy/callback`,
        `${origin}/api/tenancy/callback/${tenant}`,
      ]),
      post_logout_redirect_uris: redirectOrigins.map(origin => `${origin}/`),
    },
    {
      client_id: MOBILE_CLIENT,
      client_name: 'Mobile app',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      // A native client's loopback address may have any port.
      redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
    },
  ];
}

function claimsOf(person: SandboxPerson) {
  return {
    sub: person.name,
    name: person.displayName,
    preferred_username: person.name,
    email: person.email,
    email_verified: true,
    groups: [...person.groups],
  };
}

/** In a sandbox one wants to be somebody else at every turn, so a past sign-in never answers for the next. */
function alwaysAsksWho() {
  const policy = interactionPolicy.base();
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check(
        'choose_person',
        'The sandbox asks at each sign-in who one is',
        ctx => !ctx.oidc.result?.login && !ctx.oidc.prompts.has('none'),
      ),
    );
  policy.get('consent')?.checks.remove('native_client_prompt');
  return policy;
}

/**
 * Everything that is asked for is granted: there is nothing to protect. Each sign-in has a grant of its own, so that a
 * refresh token that is used twice ends one sign-in and not all of that person's.
 */
async function grantWithoutAsking(ctx: KoaContextWithOIDC) {
  const { client, session, provider, result } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const known = !result?.login && session.grantIdFor(client.clientId);
  const grant =
    (known && (await provider.Grant.find(known))) ||
    new provider.Grant({
      clientId: client.clientId,
      accountId: session.accountId,
    });
  grant.addOIDCScope(SCOPE);
  grant.addResourceScope(MOBILE_RESOURCE, SCOPE);
  await grant.save();
  return grant;
}

async function signingKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    ...(await exportJWK(privateKey)),
    alg: 'RS256',
    use: 'sig',
    kid: randomBytes(8).toString('hex'),
  };
}
