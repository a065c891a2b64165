import {
  AccountRefusedError,
  hashSecret,
  Lookup,
  ProviderRefusedError,
  ProviderUnavailableError,
  TenancyConfig,
} from '@wheelhouse/plugin-tenancy-node';
import { ServiceUnavailableError } from '@backstage/errors';
import { LoggerService } from '@backstage/backend-plugin-api';
import { randomUUID } from 'node:crypto';
import type { AuthDetails, AuthFinder } from '../store/AuthFinder';
import type { AuthStore } from '../store/AuthStore';
import type { EntityStore } from '../store/EntityStore';
import type { RelyingParties } from './RelyingParties';

/**
 * The provider's own access tokens, of other web and mobile clients of a tenant: each client is a persona of the entity,
 * with one session that lives as long as its newest token, and that can be ended like any other.
 */
export class ProviderTokens {
  constructor(
    private readonly options: {
      config: TenancyConfig;
      relyingParties: RelyingParties;
      entities: EntityStore;
      auths: AuthStore;
      finder: AuthFinder;
      logger: LoggerService;
    },
  ) {}

  async resolve(
    lookup: Extract<Lookup, { by: 'provider' }>,
  ): Promise<AuthDetails | undefined> {
    const { config, logger } = this.options;
    const hash = hashSecret(lookup.token);
    const known = await this.#tiedTo(hash);
    if (known) return this.#alive(known);
    const tenant = config.tenants.find(
      t => t.acceptTokens && t.issuer === lookup.issuer,
    );
    if (!tenant) return undefined;
    try {
      return await this.#accept(tenant.id, lookup.token, hash);
    } catch (error) {
      if (error instanceof ProviderUnavailableError) {
        throw new ServiceUnavailableError(error.message);
      }
      if (
        error instanceof ProviderRefusedError ||
        error instanceof AccountRefusedError
      ) {
        logger.info(`Refused a token of ${tenant.id}: ${error.message}`);
        return undefined;
      }
      throw error;
    }
  }

  /** As {@link resolve}, of a token that was accepted before; its provider is not asked. */
  async resolveKnown(
    lookup: Extract<Lookup, { by: 'provider' }>,
  ): Promise<AuthDetails | undefined> {
    const known = await this.#tiedTo(hashSecret(lookup.token));
    return known && this.#alive(known);
  }

  #tiedTo(hash: string) {
    return this.options.finder.byProviderToken(hash);
  }

  #alive({ id }: AuthDetails) {
    return this.options.finder.findAlive({ by: 'id', id });
  }

  async #accept(
    tenant: string,
    token: string,
    hash: string,
  ): Promise<AuthDetails | undefined> {
    const { relyingParties, entities, auths, finder } = this.options;
    const { account, clientId, issuedAt, expires } = await relyingParties
      .of(tenant)!
      .verifyAccessToken(token);
    // A provider's clock may be ahead: it says nothing after now.
    const saidAt = new Date(Math.min(issuedAt.getTime(), Date.now()));
    const entity = await entities.vouchedFor(tenant, account, saidAt);
    if (entity.state === 'disabled') return undefined;
    const persona = await entities.persona(
      entity.id,
      `client:${clientId}`,
      clientId,
    );
    const groups: string[] = JSON.parse(entity.groups);
    const newest = await finder.newestOfPersona(persona.id);
    // Whoever ended this client's session meant the tokens that it had then, whole seconds as tokens count.
    if (
      newest?.ended &&
      issuedAt.getTime() <= new Date(newest.ended).getTime()
    ) {
      return undefined;
    }
    let id = newest?.state === 'active' ? newest.id : undefined;
    if (!id) {
      id = randomUUID();
      await auths.grant({
        id,
        entityId: entity.id,
        ownerGroup: null,
        createdBy: entity.id,
        personaId: persona.id,
        kind: 'session',
        name: clientId,
        expires,
        prefix: '',
        tokenHash: `provider:${id}`,
        scopes: ['*'],
        groups,
        claims: { client_id: clientId },
      });
    }
    await auths.rememberProviderToken({ authId: id, hash, expires });
    if (newest?.id === id) await auths.touch(newest, new Date());
    await auths.setGroups(entity.id, groups);
    return finder.findAlive({ by: 'id', id });
  }
}
