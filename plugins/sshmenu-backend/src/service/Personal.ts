import {
  compareStamps,
  mergeOwnUsers,
  type OwnUserState,
  stampAfter,
  type UseState,
} from '@wheelhouse/plugin-sshmenu-common';
import { createHash } from 'node:crypto';
import type { LockedList } from '../store/LockedList';
import type { PersonalPlace, PersonalStore } from '../store/PersonalStore';
import { FORM_REPLICA } from './replica';

/** How what is somebody's own is taken up. The person's own list is locked meanwhile. */
export class Personal {
  constructor(private readonly store: PersonalStore) {}

  /** Takes a count that a machine tells; true: it was news. A clock that runs ahead is set back to now. */
  async takeUse(
    own: LockedList,
    place: PersonalPlace,
    use: UseState,
    now: Date,
  ): Promise<boolean> {
    const before = await this.store.findUse(own, place, use.replica);
    if (before ? before.uses >= use.uses : use.uses === 0) return false;
    await this.store.putUse(own, place, {
      ...use,
      lastUsed: notAfter(use.lastUsed, now),
      claimed: use.lastUsed,
    });
    return true;
  }

  /** Counts one connection; the same one told again is not counted again. True: it was news. */
  async countUse(
    own: LockedList,
    place: PersonalPlace,
    use: { at: string; persona: string },
    now: Date,
  ): Promise<boolean> {
    const replica = replicaOfPersona(use.persona);
    const before = await this.store.findUse(own, place, replica);
    if (before && use.at <= before.claimed) return false;
    await this.store.putUse(own, place, {
      replica,
      persona: use.persona,
      uses: (before?.uses ?? 0) + 1,
      lastUsed: notAfter(use.at, now),
      claimed: use.at,
    });
    return true;
  }

  /** Takes a choice of user name that a machine tells; true: it was news. */
  async takeOwnUser(
    own: LockedList,
    place: PersonalPlace,
    chosen: OwnUserState,
  ): Promise<boolean> {
    const before = await this.store.findOwnUser(own, place);
    if (before) {
      const kept: OwnUserState = { ...chosen, ...before };
      if (mergeOwnUsers(kept, chosen) === kept) return false;
      if (
        compareStamps(kept.stamp, chosen.stamp) === 0 &&
        kept.user === chosen.user
      ) {
        return false;
      }
    }
    await this.store.putOwnUser(own, place, chosen);
    return true;
  }

  /** Chooses a user name now; true: it is another than before. */
  async chooseOwnUser(
    own: LockedList,
    place: PersonalPlace,
    user: string | null,
  ): Promise<boolean> {
    const before = await this.store.findOwnUser(own, place);
    if ((before?.user ?? null) === user) return false;
    const stamp = stampAfter(before ? [before.stamp] : [], FORM_REPLICA);
    await this.store.putOwnUser(own, place, { user, stamp });
    return true;
  }
}

/** Machines have a replica of their own; whoever calls the route is known by the persona that they name. */
function replicaOfPersona(persona: string): string {
  return `p${createHash('sha256').update(persona).digest('hex').slice(0, 24)}`;
}

function notAfter(time: string, now: Date): string {
  const latest = now.toISOString();
  return time > latest ? latest : time;
}
