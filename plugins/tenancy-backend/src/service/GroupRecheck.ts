import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AccountRefusedError,
  AuthDirectory,
  GrantEndedError,
  ProviderGrant,
  TenancyConfig,
} from '@wheelhouse/plugin-tenancy-node';
import type { AuthStore } from '../store/AuthStore';
import type { EntityStore } from '../store/EntityStore';
import type { DueGrant, GrantStore } from '../store/GrantStore';
import type { RelyingParties } from './RelyingParties';

const BATCH = 100;
const CONCURRENT = 8;
/** For how long one server has a grant to itself; longer than a provider is waited for. */
const LEASE_MS = 60_000;
/** When a provider that did not answer is asked again. */
const RETRY_MS = 30_000;

/**
 * Reads groups again from the providers while sessions and keys live: a group that was taken away is gone without a new
 * sign-in, and an account that was disabled ends.
 */
export class GroupRecheck {
  constructor(
    private readonly options: {
      config: TenancyConfig;
      relyingParties: RelyingParties;
      entities: EntityStore;
      auths: AuthStore;
      grants: GrantStore;
      directory: AuthDirectory;
      logger: LoggerService;
    },
  ) {}

  /** Asks about all that are due, until none is left. */
  async run(signal?: AbortSignal): Promise<void> {
    for (;;) {
      const due = await this.options.grants.takeDue(
        BATCH,
        new Date(Date.now() + LEASE_MS),
      );
      const waiting = [...due];
      await Promise.all(
        Array.from({ length: CONCURRENT }, async () => {
          for (let g = waiting.shift(); g; g = waiting.shift()) {
            await this.#check(g);
          }
        }),
      );
      if (due.length < BATCH || signal?.aborted) return;
    }
  }

  async #check(due: DueGrant): Promise<void> {
    const { config, relyingParties, grants, logger } = this.options;
    const tenant = config.tenants.find(t => t.id === due.tenant);
    // What one provider gave is never shown to another that took its place.
    if (tenant?.issuer !== due.issuer || due.refreshToken === undefined) {
      await grants.delete(due.id);
      return;
    }
    const askedAt = new Date();
    try {
      const grant = await relyingParties
        .of(tenant.id)!
        .refresh(due.refreshToken, due.subject);
      await grants.used(
        due.id,
        grant.refreshToken!,
        new Date(Date.now() + tenant.recheckGroupsMs),
      );
      await this.#apply(due, grant, askedAt);
    } catch (error) {
      if (
        error instanceof GrantEndedError ||
        error instanceof AccountRefusedError
      ) {
        await this.#ended(due);
        return;
      }
      // The provider is down or confused: nothing is known to have changed.
      logger.warn(
        `${tenant.id} could not be asked for groups: ${
          (error as Error).message
        }`,
      );
      await grants.postpone(due.id, new Date(Date.now() + RETRY_MS));
    }
  }

  async #apply(due: DueGrant, grant: ProviderGrant, askedAt: Date) {
    const { entities, auths, directory } = this.options;
    const entity = await entities.vouchedFor(
      due.tenant,
      grant.account,
      askedAt,
    );
    if (await auths.setGroups(entity.id, JSON.parse(entity.groups))) {
      directory.forget();
    }
  }

  /**
   * The provider no longer honours a grant: the session that came with it ends. When it honours none of an entity's any
   * more, nobody vouches for the account, and all that it holds ends.
   */
  async #ended(due: DueGrant) {
    const { grants, auths, entities, directory, logger } = this.options;
    await grants.delete(due.id);
    if (due.authId) await auths.revoke({ id: due.authId });
    if (await grants.anyOf(due.entityId)) {
      await grants.checkNow(due.entityId);
    } else {
      const ended = await auths.revoke({ entity_id: due.entityId });
      await entities.setState(due.entityId, 'disabled');
      logger.info(
        `${due.tenant} vouches no longer for entity ${due.entityId}; ended ${ended.length} sessions and keys`,
      );
    }
    directory.forget();
  }
}
