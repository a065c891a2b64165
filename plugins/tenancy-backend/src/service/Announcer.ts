import { LoggerService } from '@backstage/backend-plugin-api';
import { scopesAllow } from '@wheelhouse/plugin-tenancy-common';
import type { LiveService } from '@wheelhouse/plugin-live-node';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { LRUCache } from 'lru-cache';
import type { AuthOwner } from '../store/AuthStore';
import type { EntityStore } from '../store/EntityStore';

/** What of an account can change while its pages are open. */
export type AccountPart = 'account' | 'sessions' | 'keys' | 'activity';

const ACCOUNTS_KEPT = 10_000;

/**
 * Tells the pages of whoever it concerns what has changed, and never how: they read it again with their own rights. It is a
 * comfort: where it fails, what was changed stays changed.
 */
export class Announcer {
  /** The tenant and name of an entity never change. */
  readonly #accounts = new LRUCache<string, string>({ max: ACCOUNTS_KEPT });

  constructor(
    private readonly options: {
      live: LiveService;
      entities: EntityStore;
      logger: LoggerService;
    },
  ) {
    const { live } = options;
    const mayRead = (who: AuthState) =>
      scopesAllow(who.scopes, 'tenancy', 'read');
    live.declare({
      pattern: 'tenancy/accounts/{tenant}/{name}',
      authorize: (who, { tenant, name }) =>
        mayRead(who) && who.entity.ref === `user:${tenant}/${name}`,
    });
    live.declare({
      pattern: 'tenancy/group-keys',
      authorize: mayRead,
      sees: (who, { data }) =>
        who.groups.includes((data as { group: string }).group),
    });
    live.declare({ pattern: 'tenancy/settings', authorize: mayRead });
  }

  /** Something of an entity has changed. */
  account(entityId: string, part: AccountPart): void {
    this.#tell(async () => {
      const account = await this.#accountOf(entityId);
      return [`tenancy/accounts/${account}`, `${part}-changed`, {}];
    });
  }

  /** Sessions or API keys have changed. */
  auths(owners: readonly AuthOwner[]): void {
    const told = new Set<string>();
    for (const { entity_id, owner_group, kind } of owners) {
      const key = `${owner_group ?? entity_id} ${kind}`;
      if (told.has(key)) continue;
      told.add(key);
      if (owner_group) {
        this.#tell(async () => [
          'tenancy/group-keys',
          'changed',
          { group: owner_group },
        ]);
      } else if (entity_id) {
        this.account(entity_id, kind === 'session' ? 'sessions' : 'keys');
      }
    }
  }

  setting(name: string): void {
    this.#tell(async () => ['tenancy/settings', 'changed', { name }]);
  }

  #tell(what: () => Promise<[channel: string, type: string, data: object]>) {
    what()
      .then(([channel, type, data]) =>
        this.options.live.publish(channel, { type, data }),
      )
      .catch(error => {
        this.options.logger.warn('Open pages were not told of a change', error);
      });
  }

  async #accountOf(entityId: string): Promise<string> {
    const known = this.#accounts.get(entityId);
    if (known) return known;
    const { tenant, name } = (await this.options.entities.byId(entityId))!;
    this.#accounts.set(entityId, `${tenant}/${name}`);
    return `${tenant}/${name}`;
  }
}
