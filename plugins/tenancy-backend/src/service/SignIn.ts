import {
  AuthenticationError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { CreatedApiKey } from '@wheelhouse/plugin-tenancy-common';
import {
  AccountRefusedError,
  AuthDirectory,
  generateSecret,
  GrantEndedError,
  hashSecret,
  ProviderGrant,
  ProviderRefusedError,
  ProviderUnavailableError,
  TenancyConfig,
} from '@wheelhouse/plugin-tenancy-node';
import { createHash } from 'node:crypto';
import type { AuthStore } from '../store/AuthStore';
import type { EntityRow, EntityStore, PersonaRow } from '../store/EntityStore';
import type { GrantStore } from '../store/GrantStore';
import type { AfterSignIn, LoginCode, LoginStore } from '../store/LoginStore';
import type { ApiKeys } from './ApiKeys';
import type { KeyPolicy } from './KeyPolicy';
import { makeRequestedKey } from './makeRequestedKey';
import type { RelyingParties } from './RelyingParties';
import type { Sessions } from './Sessions';

/** Where somebody who came back from the provider goes next. */
export type Arrival =
  | {
      then: 'browser';
      page: string;
      sessionSecret: string;
      entity: EntityRow;
      personaId: string;
    }
  | { then: 'redirect'; url: string; entity: EntityRow }
  | { then: 'key-page'; key: CreatedApiKey; entity: EntityRow };

/** Sign-in at a tenant's provider, and what follows from it. */
export class SignIn {
  constructor(
    private readonly options: {
      config: TenancyConfig;
      relyingParties: RelyingParties;
      entities: EntityStore;
      auths: AuthStore;
      logins: LoginStore;
      grants: GrantStore;
      sessions: Sessions;
      apiKeys: ApiKeys;
      keyPolicy: KeyPolicy;
      directory: AuthDirectory;
    },
  ) {}

  /**
   * Begins a sign-in.
   *
   * @param browser - the secret that ties the attempt to the browser that began it.
   * @returns where to send the browser.
   */
  async begin(
    tenant: string,
    browser: string,
    after: AfterSignIn,
  ): Promise<URL> {
    const party = this.options.relyingParties.of(tenant);
    if (!party) {
      throw new NotFoundError(
        'There is no such tenant; GET /api/tenancy/tenants lists them',
      );
    }
    const { url, attempt } = await fromProvider(() => party.begin());
    await this.options.logins.addAttempt(
      { state: hashSecret(attempt.state), browser: hashSecret(browser) },
      { tenant, provider: attempt, after },
    );
    return url;
  }

  /**
   * Ends a sign-in, when the browser comes back from the provider.
   *
   * @throws InputError where the state is missing, was used, or was another browser's.
   * @throws AuthenticationError where what the provider said is refused.
   */
  async complete(arrival: {
    /** The address without its query. */
    address: string;
    query: URLSearchParams;
    browser: string | undefined;
    /** What kind of browser, and which place it was before. */
    place: { name: string; personaId?: string };
  }): Promise<Arrival> {
    const { logins, relyingParties } = this.options;
    const state = arrival.query.get('state');
    const attempt =
      state && arrival.browser
        ? await logins.takeAttempt({
            state: hashSecret(state),
            browser: hashSecret(arrival.browser),
          })
        : undefined;
    const party = attempt && relyingParties.of(attempt.tenant);
    if (!party) {
      throw new InputError(
        'This sign-in is not one that this browser has begun, or it was ended already. Begin again.',
      );
    }
    const grant = await fromProvider(() =>
      party.complete(attempt.provider, arrival.address, arrival.query),
    );
    const entity = await this.#vouchedFor(attempt.tenant, grant);
    return this.#next(attempt.after, entity, grant, arrival.place);
  }

  /** Exchanges a one-time code for a session. */
  async sessionForCode(
    code: string,
    codeVerifier: string,
  ): Promise<{ id: string; secret: string }> {
    const { entities, sessions } = this.options;
    const granted = await this.#takeCode(code, codeVerifier, 'session');
    const entity = (await entities.byId(granted.entityId))!;
    const persona = await entities.persona(
      entity.id,
      'machine',
      granted.persona ?? 'Command line',
    );
    const session = await sessions.begin(entity, persona);
    await this.#keepGrant(entity, session.id, granted.refreshToken);
    return session;
  }

  /** Exchanges a one-time code for the API key that was asked for. */
  async keyForCode(
    code: string,
    codeVerifier: string,
  ): Promise<{ key: CreatedApiKey; entity: EntityRow }> {
    const granted = await this.#takeCode(code, codeVerifier, 'api_key');
    const entity = (await this.options.entities.byId(granted.entityId))!;
    const key = await makeRequestedKey(
      this.options,
      entity,
      granted.key!,
      granted.persona,
    );
    await this.#keepGrant(entity, null, granted.refreshToken);
    return { key, entity };
  }

  async #next(
    after: AfterSignIn,
    entity: EntityRow,
    grant: ProviderGrant,
    place: { name: string; personaId?: string },
  ): Promise<Arrival> {
    const { sessions, logins } = this.options;
    switch (after.then) {
      case 'browser': {
        const persona = await this.#browser(entity, place);
        const session = await sessions.begin(entity, persona);
        await this.#keepGrant(entity, session.id, grant.refreshToken);
        return {
          then: 'browser',
          page: after.page,
          sessionSecret: session.secret,
          entity,
          personaId: persona.id,
        };
      }
      case 'key-page': {
        const key = await makeRequestedKey(
          this.options,
          entity,
          after.key,
          after.persona,
        );
        await this.#keepGrant(entity, null, grant.refreshToken);
        return { then: 'key-page', key, entity };
      }
      default: {
        const code = generateSecret();
        await logins.addCode(hashSecret(code), after.codeChallenge, {
          kind: after.kind,
          entityId: entity.id,
          groups: JSON.parse(entity.groups),
          refreshToken: grant.refreshToken,
          persona: after.persona,
          key: after.key,
        });
        const url = new URL(after.redirectUri);
        url.searchParams.set('code', code);
        url.searchParams.set('state', after.state);
        return { then: 'redirect', url: url.href, entity };
      }
    }
  }

  /** The provider has just vouched for the account: all that its entity holds gets the groups that it has now. */
  async #vouchedFor(tenant: string, grant: ProviderGrant): Promise<EntityRow> {
    const { entities, auths, directory } = this.options;
    const entity = await entities.vouchedFor(tenant, grant.account, new Date());
    if (entity.state === 'disabled') {
      await entities.setState(entity.id, 'active');
    }
    if (await auths.setGroups(entity.id, JSON.parse(entity.groups))) {
      directory.forget();
    }
    return entity;
  }

  async #browser(
    entity: EntityRow,
    place: { name: string; personaId?: string },
  ): Promise<PersonaRow> {
    const { entities } = this.options;
    const known =
      place.personaId &&
      (await entities.personaById(entity.id, place.personaId));
    return (
      known ||
      entities.addPersona({
        entity_id: entity.id,
        source: 'browser',
        name: place.name,
      })
    );
  }

  async #keepGrant(
    entity: EntityRow,
    authId: string | null,
    refreshToken: string | undefined,
  ) {
    if (!refreshToken) return;
    const { config, grants } = this.options;
    const tenant = config.tenants.find(t => t.id === entity.tenant)!;
    await grants.add({
      entityId: entity.id,
      authId,
      refreshToken,
      nextCheck: new Date(Date.now() + tenant.recheckGroupsMs),
    });
  }

  async #takeCode(
    code: string,
    codeVerifier: string,
    kind: LoginCode['kind'],
  ): Promise<LoginCode> {
    const challenge = createHash('sha256')
      .update(codeVerifier)
      .digest('base64url');
    const granted = await this.options.logins.takeCode(
      hashSecret(code),
      challenge,
      kind,
    );
    if (!granted) {
      throw new AuthenticationError(
        'The code is unknown, was used, or has ended, or code_verifier does not fit it; begin again',
      );
    }
    return granted;
  }
}

/** Says what went wrong at a provider in the words of HTTP. */
async function fromProvider<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProviderUnavailableError) {
      throw new ServiceUnavailableError(
        `${error.message}. Others can still sign in; try again in a minute.`,
      );
    }
    if (error instanceof AccountRefusedError) {
      throw new AuthenticationError(error.message);
    }
    if (
      error instanceof ProviderRefusedError ||
      error instanceof GrantEndedError
    ) {
      throw new AuthenticationError(
        `What the provider said was refused: ${error.message}. Begin again.`,
      );
    }
    throw error;
  }
}
