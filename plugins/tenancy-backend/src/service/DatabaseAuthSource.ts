import {
  AuthSource,
  AuthState,
  Lookup,
  lookupKey,
  MintedToken,
  TenancyConfig,
} from '@wheelhouse/plugin-tenancy-node';
import type { AuthDetails, AuthFinder } from '../store/AuthFinder';
import type { AuthStore } from '../store/AuthStore';
import type { BackstageTokens } from './BackstageTokens';
import { groupActorName } from './entityNames';
import type { ProviderTokens } from './ProviderTokens';
import type { Sessions } from './Sessions';
import type { Settings } from './Settings';

/** Use is noted to the minute; more often where sessions end sooner when they are not used. */
const TOUCH_MS = 60_000;

/** Where the other plugins of this process, and over HTTP those of others, learn who is behind a credential. */
export class DatabaseAuthSource implements AuthSource {
  constructor(
    private readonly options: {
      config: TenancyConfig;
      auths: AuthStore;
      finder: AuthFinder;
      tokens: BackstageTokens;
      providerTokens: ProviderTokens;
      sessions: Sessions;
      settings: Settings;
    },
  ) {}

  async resolve(lookup: Lookup): Promise<AuthState | undefined> {
    const { finder, providerTokens, tokens } = this.options;
    const auth =
      lookup.by === 'provider'
        ? await providerTokens.resolve(lookup)
        : await finder.findAlive(lookup);
    if (!auth || this.#isIdle(auth)) return undefined;
    const state = this.#stateOf(auth, await finder.groupsOf(auth.id));
    if (!state) return undefined;
    await this.#touch(auth);
    if (lookup.by === 'api_key' || lookup.by === 'provider') {
      state.limitedUserToken = await tokens.limited(auth.id, state.groups);
    }
    return state;
  }

  async resolveMany(
    lookups: readonly Lookup[],
  ): Promise<Array<AuthState | undefined>> {
    const { finder, providerTokens } = this.options;
    const auths = await finder.findManyAlive(
      lookups.filter(lookup => lookup.by !== 'provider'),
    );
    const found = await Promise.all(
      lookups.map(lookup =>
        lookup.by === 'provider'
          ? providerTokens.resolveKnown(lookup)
          : auths.get(lookupKey(lookup)),
      ),
    );
    const alive = found.filter(
      auth => auth !== undefined && !this.#isIdle(auth),
    ) as AuthDetails[];
    const groups = await finder.groupsOfMany(alive.map(auth => auth.id));
    for (const [index, auth] of found.entries()) {
      if (auth && lookups[index].by !== 'id') await this.#touch(auth);
    }
    return found.map(auth => {
      const ofAuth = auth && groups.get(auth.id);
      return ofAuth && this.#stateOf(auth, ofAuth);
    });
  }

  async rememberBackstageToken(token: MintedToken): Promise<void> {
    await this.options.auths.rememberBackstageToken(token);
  }

  async endSession(hash: string): Promise<void> {
    await this.options.sessions.endByHash(hash);
  }

  async readSetting(name: string): Promise<unknown> {
    return this.options.settings.value(name);
  }

  #isIdle(auth: AuthDetails): boolean {
    if (auth.kind !== 'session') return false;
    const lastUsed = new Date(auth.last_used ?? auth.granted).getTime();
    return Date.now() - lastUsed > this.options.config.sessions.idleMs;
  }

  #stateOf(auth: AuthDetails, groups: string[]): AuthState | undefined {
    const { config } = this.options;
    // A group's key hangs on the provider that its maker came from, as the group does.
    const tenant = config.tenants.find(t => t.id === auth.tenant);
    if (tenant?.issuer !== auth.issuer) return undefined;
    return {
      id: auth.id,
      kind: auth.kind,
      ...(auth.kind === 'api_key' && { keyName: auth.name }),
      ...identityOf(auth),
      persona: auth.persona_id
        ? {
            id: auth.persona_id,
            source: auth.persona_source!,
            name: auth.persona_name!,
          }
        : undefined,
      groups,
      scopes: JSON.parse(auth.scopes),
      administrator: groups.some(group => config.admins.includes(group)),
      expires: auth.expires ? new Date(auth.expires).getTime() : null,
    };
  }

  async #touch(auth: AuthDetails): Promise<void> {
    const now = new Date();
    const last = auth.last_used ? new Date(auth.last_used).getTime() : 0;
    const every = Math.min(TOUCH_MS, this.options.config.sessions.idleMs / 4);
    if (now.getTime() - last > every) {
      await this.options.auths.touch(auth, now);
    }
  }
}

function identityOf(auth: AuthDetails) {
  if (auth.owner_group) {
    const [tenant, name] = auth.owner_group.slice('group:'.length).split('/');
    return {
      entity: { ref: auth.owner_group, tenant, account: name, name },
      actorRef: `user:${tenant}/${groupActorName(name)}`,
    };
  }
  const ref = `user:${auth.tenant}/${auth.entity_name}`;
  return {
    entity: {
      ref,
      tenant: auth.tenant,
      account: auth.account,
      name: auth.entity_name,
    },
    actorRef: ref,
    entityId: auth.entity_id!,
    displayName: auth.display_name ?? undefined,
    email: auth.email ?? undefined,
  };
}
