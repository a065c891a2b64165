import type { LiveFollower } from '@wheelhouse/plugin-live-node';
import type { AuthState, Lookup } from '@wheelhouse/plugin-tenancy-node';
import { isDeepStrictEqual } from 'node:util';

/** What hangs on an auth: a socket. */
export interface AuthHolder {
  /** The auth was found alive: what was held back may go out. */
  confirmed(): void;
  /** As {@link confirmed}, with other groups, scopes or rights than before. */
  changed(): void;
  /** The auth has ended. */
  ended(): void;
  /** It could not be found out for too long. */
  unknown(): void;
}

/** An auth with sockets. There are as many as people with open pages, and most have one socket: it is kept small. */
export class WatchedAuth {
  /** Most have one, for which a list takes a third of a set. */
  holders: readonly AuthHolder[] = [];
  /** As it was last found. */
  state: LiveFollower;

  constructor(
    readonly lookup: Lookup,
    state: AuthState,
    /** When, in milliseconds, and at which generation of the directory. */
    public checkedAt: number,
    public generation: number,
  ) {
    this.state = followerOf(state);
  }

  /** Takes what was found. Returns whether its rights have changed. */
  update(state: AuthState, checkedAt: number, generation: number): boolean {
    this.checkedAt = checkedAt;
    this.generation = generation;
    const before = this.state;
    const now = followerOf(state);
    // Where nothing has changed, what is at hand stays: it is looked at every other second, for hours.
    if (isDeepStrictEqual(before, now)) return false;
    this.state = now;
    return !isDeepStrictEqual(rightsOf(before), rightsOf(now));
  }

  /** Tells all that hang on it, which may let go of it meanwhile. */
  tell(what: (holder: AuthHolder) => void): void {
    this.holders.forEach(what);
  }
}

/** What a channel's rule may look at. */
function followerOf(state: AuthState): LiveFollower {
  const { id, kind, entity, actorRef, entityId } = state;
  const { groups, scopes, administrator, expires } = state;
  return {
    id,
    kind,
    entity,
    actorRef,
    entityId,
    groups: groups.map(shared),
    scopes: scopes.map(shared),
    administrator,
    expires,
  };
}

function rightsOf({ entity, groups, scopes, administrator }: LiveFollower) {
  return [entity.ref, groups, scopes, administrator];
}

/** Names that many auths have in common, each once in memory. */
const names = new Map<string, string>();
const MAX_NAMES = 10_000;

function shared(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  if (names.size >= MAX_NAMES) names.clear();
  names.set(name, name);
  return name;
}
