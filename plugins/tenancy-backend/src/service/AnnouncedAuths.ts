import { Knex } from 'knex';
import { AuthOwner, AuthStore, NewAuth, NextSecret } from '../store/AuthStore';
import type { Announcer } from './Announcer';

/** The store of auths, of whose changes open pages are told, whoever makes them. */
export class AnnouncedAuths extends AuthStore {
  constructor(db: Knex, private readonly announcer: Announcer) {
    super(db);
  }

  override async grant(auth: NewAuth): Promise<void> {
    await super.grant(auth);
    const { entityId, ownerGroup, kind } = auth;
    this.announcer.auths([
      { entity_id: entityId, owner_group: ownerGroup, kind },
    ]);
  }

  override async revoke(where: Record<string, unknown>): Promise<AuthOwner[]> {
    const ended = await super.revoke(where);
    this.announcer.auths(ended);
    return ended;
  }

  override async update(
    ...change: Parameters<AuthStore['update']>
  ): Promise<AuthOwner[]> {
    const changed = await super.update(...change);
    this.announcer.auths(changed);
    return changed;
  }

  override async rotate(
    auth: Parameters<AuthStore['rotate']>[0],
    next: NextSecret,
  ): Promise<AuthOwner | undefined> {
    const rotated = await super.rotate(auth, next);
    // Nobody sees that a session has another refresh token.
    if (rotated?.kind === 'api_key') this.announcer.auths([rotated]);
    return rotated;
  }

  override async setGroups(
    entityId: string,
    groups: string[],
  ): Promise<boolean> {
    const changed = await super.setGroups(entityId, groups);
    if (changed) this.announcer.account(entityId, 'account');
    return changed;
  }
}
