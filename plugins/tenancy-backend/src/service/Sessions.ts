import { AuthenticationError } from '@backstage/errors';
import type { Session } from '@wheelhouse/plugin-tenancy-common';
import {
  AuthDirectory,
  generateSecret,
  hashSecret,
  TenancyConfig,
} from '@wheelhouse/plugin-tenancy-node';
import { randomUUID } from 'node:crypto';
import type { AuthDetails, AuthFinder, Before } from '../store/AuthFinder';
import type { AuthStore } from '../store/AuthStore';
import type { EntityRow, PersonaRow } from '../store/EntityStore';
import { fromDatabase } from '../store/time';

/** How long an API client's refresh token that was just replaced is taken for a retry, in milliseconds. */
const REFRESH_GRACE_MS = 30_000;

/** Sign-in sessions: of browsers, which hold the secret as a cookie, and of API clients, which hold it as refresh token. */
export class Sessions {
  constructor(
    private readonly options: {
      config: TenancyConfig;
      auths: AuthStore;
      finder: AuthFinder;
      directory: AuthDirectory;
    },
  ) {}

  /** Begins a session, always with a new id and a new secret. */
  async begin(
    entity: EntityRow,
    persona: PersonaRow,
  ): Promise<{ id: string; secret: string }> {
    const { auths, config } = this.options;
    const secret = generateSecret();
    const id = randomUUID();
    await auths.grant({
      id,
      entityId: entity.id,
      ownerGroup: null,
      createdBy: entity.id,
      personaId: persona.id,
      kind: 'session',
      name: persona.name,
      expires: new Date(Date.now() + config.sessions.absoluteMs),
      prefix: '',
      tokenHash: hashSecret(secret),
      scopes: ['*'],
      groups: JSON.parse(entity.groups),
      claims: { iss: entity.issuer, sub: entity.subject },
    });
    return { id, secret };
  }

  /**
   * Exchanges a refresh token for the next one. One that was replaced longer ago than a retry takes has been stolen, or its
   * successor has: the session ends.
   *
   * @throws AuthenticationError where the token is not, or no longer, one of a session.
   */
  async refresh(token: string): Promise<{ id: string; secret: string }> {
    const { auths, finder } = this.options;
    const hash = hashSecret(token);
    const auth = await finder.bySessionSecret(hash);
    const alive =
      auth && (await finder.findAlive({ by: 'id', id: auth.id })) !== undefined;
    if (!alive || this.#isIdle(auth)) {
      throw new AuthenticationError(
        'The refresh token is unknown or its session has ended; sign in again',
      );
    }
    const replaced = auth.token_hash !== hash;
    if (replaced && new Date(auth.old_until!) < new Date()) {
      await this.end(auth.id);
      throw new AuthenticationError(
        'The refresh token was used twice, so the session was ended; sign in again',
      );
    }
    const secret = generateSecret();
    const rotated = await auths.rotate(auth, {
      tokenHash: hashSecret(secret),
      prefix: '',
      oldUntil: new Date(Date.now() + REFRESH_GRACE_MS),
    });
    if (!rotated) {
      throw new AuthenticationError(
        'The refresh token was used at the same time elsewhere; try again with the newest one',
      );
    }
    await auths.touch(auth, new Date());
    return { id: auth.id, secret };
  }

  async list(
    entityId: string,
    currentId: string,
    page: { limit: number; before?: Before },
  ): Promise<Session[]> {
    const { finder, config } = this.options;
    const idleSince = new Date(Date.now() - config.sessions.idleMs);
    const rows = await finder.sessions(entityId, idleSince, page);
    return rows.map(row => toSession(row, currentId));
  }

  /** Where a session of this entity is; undefined: it has none of this id that is alive. */
  async placeOfOwn(entityId: string, id: string): Promise<string | undefined> {
    const session = await this.options.finder.findAlive({ by: 'id', id });
    const own = session?.kind === 'session' && session.entity_id === entityId;
    return own ? session.persona_name ?? session.name : undefined;
  }

  async end(id: string): Promise<boolean> {
    return this.#end({ id, kind: 'session' });
  }

  async endByHash(hash: string): Promise<boolean> {
    return this.#end({ kind: 'session', token_hash: hash });
  }

  async #end(where: Record<string, unknown>): Promise<boolean> {
    const ended = await this.options.auths.revoke(where);
    this.options.directory.forget();
    return ended.length > 0;
  }

  #isIdle(auth: AuthDetails): boolean {
    const lastUsed = new Date(auth.last_used ?? auth.granted).getTime();
    return Date.now() - lastUsed > this.options.config.sessions.idleMs;
  }
}

function toSession(row: AuthDetails, currentId: string): Session {
  return {
    id: row.id,
    persona: {
      id: row.persona_id!,
      source: row.persona_source!,
      name: row.persona_name!,
    },
    granted: fromDatabase(row.granted),
    lastSeen: fromDatabase(row.last_used ?? row.granted),
    expires: fromDatabase(row.expires!),
    current: row.id === currentId,
  };
}
