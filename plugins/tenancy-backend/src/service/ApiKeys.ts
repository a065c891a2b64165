import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  ApiKey,
  CreatedApiKey,
  MAX_SCOPES,
  parseScope,
  scopesCover,
} from '@wheelhouse/plugin-tenancy-common';
import {
  AuthDirectory,
  AuthState,
  generateApiKey,
  hashSecret,
  TenancyConfig,
  visiblePrefix,
} from '@wheelhouse/plugin-tenancy-node';
import { randomUUID } from 'node:crypto';
import type { AuthDetails, AuthFinder, Before } from '../store/AuthFinder';
import type { AuthStore } from '../store/AuthStore';
import { fromDatabase, fromDatabaseOrNull } from '../store/time';

/** The longest that a rotated key's old secret goes on, and how long by default, in seconds. */
export const MAX_GRACE_SECONDS = 7 * 24 * 3600;
export const DEFAULT_GRACE_SECONDS = 24 * 3600;
const MISSING = 'There is no such API key, or it is not yours';

/** What is asked for a new key. */
export interface NewApiKey {
  name: string;
  scopes: string[];
  /** Seconds; 0: never; absent: the longest that is allowed. */
  expiresIn?: number;
  /** `group:…` of the maker; absent or the maker's own reference: the maker. */
  owner?: string;
  personaId: string | null;
}

/** Whoever makes a key: the person, their groups, and the bounds of what they act with. */
export interface KeyMaker {
  entityId: string | undefined;
  ref: string;
  groups: string[];
  scopes: string[];
  /** A key that makes a key does not outlive itself so. Milliseconds since 1970; null: no bound. */
  mustEndBy: number | null;
}

/** API keys of entities and groups. */
export class ApiKeys {
  constructor(
    private readonly options: {
      config: TenancyConfig;
      auths: AuthStore;
      finder: AuthFinder;
      directory: AuthDirectory;
    },
  ) {}

  /**
   * Checks what is asked for, before its owner is known. Returns when it would end; null: never.
   *
   * @throws InputError
   */
  check(wanted: { scopes: string[]; expiresIn?: number }): Date | null {
    this.#checkScopes(wanted.scopes);
    return this.#expiry(wanted.expiresIn);
  }

  /** Makes a key. The answer is the only place where it ever stands. */
  async create(
    maker: KeyMaker,
    createdBy: string,
    wanted: NewApiKey,
  ): Promise<CreatedApiKey> {
    const scopes = this.#checkScopes(wanted.scopes, maker.scopes);
    const ownerGroup = this.#ownerGroup(maker, wanted.owner);
    const expires = endBy(this.#expiry(wanted.expiresIn), maker.mustEndBy);
    const apiKey = generateApiKey();
    const id = randomUUID();
    await this.options.auths.grant({
      id,
      entityId: ownerGroup ? null : createdBy,
      ownerGroup,
      createdBy,
      personaId: wanted.personaId,
      kind: 'api_key',
      name: wanted.name,
      expires,
      prefix: visiblePrefix(apiKey),
      tokenHash: hashSecret(apiKey),
      scopes,
      groups: ownerGroup ? [ownerGroup] : maker.groups,
      claims: {},
    });
    return {
      id,
      apiKey,
      name: wanted.name,
      scopes,
      owner: ownerGroup ?? maker.ref,
      expires: expires?.toISOString() ?? null,
    };
  }

  async list(
    caller: AuthState,
    page: { limit: number; before?: Before },
  ): Promise<ApiKey[]> {
    // The groups are read with the auth, not from the caller, of whom the policy may have left nothing.
    if (caller.scopes.length === 0) return [];
    const rows = await this.options.finder.apiKeys(caller, page);
    return rows.map(toApiKey);
  }

  /** Changes a key: a new name, narrower scopes, an earlier end. */
  async update(
    caller: AuthState,
    id: string,
    change: { name?: string; scopes?: string[]; expiresIn?: number },
  ): Promise<ApiKey> {
    const key = await this.visible(caller, id);
    if (
      change.scopes &&
      !scopesCover(JSON.parse(key.scopes), this.#checkScopes(change.scopes))
    ) {
      throw new InputError(
        'scopes: a key can only be made narrower; make a new one for more',
      );
    }
    await this.options.auths.update(id, {
      name: change.name,
      scopes: change.scopes,
      expires:
        change.expiresIn === undefined
          ? undefined
          : earlierEnd(key, change.expiresIn),
    });
    this.options.directory.forget();
    return toApiKey((await this.options.finder.byId(id))!);
  }

  /** Gives a key a new secret; the old one goes on for a while. */
  async rotate(
    caller: AuthState,
    id: string,
    graceSeconds: number = DEFAULT_GRACE_SECONDS,
  ): Promise<CreatedApiKey> {
    const key = await this.visible(caller, id);
    if (!scopesCover(caller.scopes, JSON.parse(key.scopes))) {
      throw new NotAllowedError(
        'This API key may do more than the one that you act with',
      );
    }
    const apiKey = generateApiKey();
    const rotated = await this.options.auths.rotate(key, {
      tokenHash: hashSecret(apiKey),
      prefix: visiblePrefix(apiKey),
      oldUntil: new Date(Date.now() + graceSeconds * 1000),
    });
    if (!rotated) {
      throw new ConflictError(
        'The key was rotated or revoked at the same time; look at it again',
      );
    }
    this.options.directory.forget();
    return {
      id,
      apiKey,
      name: key.name,
      scopes: JSON.parse(key.scopes),
      owner: ownerOf(key),
      expires: fromDatabaseOrNull(key.expires),
    };
  }

  async get(caller: AuthState, id: string): Promise<ApiKey> {
    return toApiKey(await this.visible(caller, id));
  }

  /** Who made a key: whoever makes another with it is taken for its maker. */
  async makerOf(id: string): Promise<string> {
    return (await this.options.finder.byId(id))!.created_by;
  }

  /** Ends the auth that a request is made with, whichever it is. */
  async revokePresented(id: string): Promise<void> {
    await this.options.auths.revoke({ id });
    this.options.directory.forget();
  }

  async revoke(caller: AuthState, id: string): Promise<AuthDetails> {
    const key = await this.visible(caller, id);
    await this.options.auths.revoke({ id });
    this.options.directory.forget();
    return key;
  }

  /**
   * A key that the caller may see: their own, or one of their groups.
   *
   * @throws NotFoundError, the same for what is somebody else's and for what does not exist.
   */
  async visible(caller: AuthState, id: string): Promise<AuthDetails> {
    const key = await this.options.finder.byId(id);
    const own =
      key?.kind === 'api_key' &&
      key.state === 'active' &&
      (key.owner_group
        ? caller.groups.includes(key.owner_group)
        : caller.entityId !== undefined && key.entity_id === caller.entityId);
    if (!own) throw new NotFoundError(MISSING);
    return key;
  }

  #checkScopes(scopes: string[], bounds: string[] = ['*']): string[] {
    if (scopes.length === 0 || scopes.length > MAX_SCOPES) {
      throw new InputError(
        `scopes: name 1 to ${MAX_SCOPES} scopes, such as 'clusters:read', or '*' for all that the owner may`,
      );
    }
    const wrong = scopes.find(scope => !parseScope(scope));
    if (wrong !== undefined) {
      throw new InputError(
        `scopes: '${wrong.slice(
          0,
          100,
        )}' is not <plugin>:<action>[:<resource pattern>]`,
      );
    }
    if (!scopesCover(bounds, scopes)) {
      throw new NotAllowedError(
        'scopes: a key cannot give away more than it may do itself',
      );
    }
    return [...new Set(scopes)];
  }

  #ownerGroup(maker: KeyMaker, owner: string | undefined): string | null {
    if (owner === undefined || owner === maker.ref) {
      if (maker.entityId) return null;
      // A group's key makes keys of its group.
      return maker.groups[0];
    }
    if (maker.groups.includes(owner)) return owner;
    throw new InputError('owner: must be you or one of your groups');
  }

  #expiry(expiresIn: number | undefined): Date | null {
    const { maxLifetimeMs, allowNeverExpires } = this.options.config.apiKeys;
    if (expiresIn === 0) {
      if (allowNeverExpires) return null;
      throw new InputError(
        'expiresIn: a key without an end is not allowed here; give a number of seconds',
      );
    }
    const ms = expiresIn === undefined ? maxLifetimeMs : expiresIn * 1000;
    if (ms > maxLifetimeMs) {
      throw new InputError(
        `expiresIn: at most ${Math.floor(
          maxLifetimeMs / 1000,
        )} seconds are allowed here`,
      );
    }
    return new Date(Date.now() + ms);
  }
}

function endBy(end: Date | null, bound: number | null): Date | null {
  if (bound === null) return end;
  return new Date(Math.min(end?.getTime() ?? bound, bound));
}

function earlierEnd(key: AuthDetails, expiresIn: number): Date {
  const end = new Date(Date.now() + expiresIn * 1000);
  if (expiresIn === 0 || (key.expires && end > new Date(key.expires))) {
    throw new InputError(
      'expiresIn: a key can only be made to end earlier; make a new one for longer',
    );
  }
  return end;
}

function ownerOf(row: AuthDetails): string {
  return row.owner_group ?? `user:${row.tenant}/${row.entity_name}`;
}

function toApiKey(row: AuthDetails): ApiKey {
  const graceUntil = fromDatabaseOrNull(row.old_until);
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    owner: ownerOf(row),
    scopes: JSON.parse(row.scopes),
    createdBy: row.account,
    granted: fromDatabase(row.granted),
    expires: fromDatabaseOrNull(row.expires),
    lastUsed: fromDatabaseOrNull(row.last_used),
    graceUntil:
      graceUntil && graceUntil > new Date().toISOString() ? graceUntil : null,
    persona: row.persona_id
      ? {
          id: row.persona_id,
          source: row.persona_source!,
          name: row.persona_name!,
        }
      : null,
  };
}
