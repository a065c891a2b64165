import { LoggerService } from '@backstage/backend-plugin-api';
import { setImmediate } from 'node:timers/promises';
import {
  AuthDirectory,
  AuthSource,
  AuthState,
  Lookup,
} from '@wheelhouse/plugin-tenancy-node';
import { AuthHolder, WatchedAuth } from './WatchedAuth';

/** How old what is known of an auth may be when something is delivered, in milliseconds. */
const FRESH_MS = 1_500;
/** How old it becomes where nothing is delivered, and how often that is looked at. */
const QUIET_MS = 2_000;
const LOOK_MS = 1_000;
/** For how long an auth that cannot be checked is held, with nothing delivered, before its sockets are closed. */
const UNKNOWN_MS = 15_000;
/** How many auths are asked for at once. */
const BATCH = 500;

/** Looks again and again whether the auths behind sockets are alive and what they may: once for each, and many at once. */
export class AuthWatch {
  readonly #auths = new Map<string, WatchedAuth>();
  readonly #due = new Set<WatchedAuth>();
  readonly #looking: NodeJS.Timeout;
  readonly #stopListening: () => void;
  /** Who is asked for in this turn. */
  #asked?: { lookups: Lookup[]; states: Promise<Array<AuthState | undefined>> };
  #checking = false;
  #failing = false;

  constructor(
    private readonly options: {
      directory: AuthDirectory;
      remote: AuthSource;
      logger: LoggerService;
    },
  ) {
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
    this.#looking.unref();
    this.#stopListening = options.directory.onForget(() =>
      this.#auths.forEach(auth => this.checkSoon(auth)),
    );
  }

  /**
   * Who is behind a credential that a socket is to be opened with; the same object for all who come with the same one.
   * It waits for a moment to be held.
   *
   * @returns undefined where there is nobody.
   */
  async find(lookup: Lookup): Promise<WatchedAuth | undefined> {
    const checkedAt = Date.now();
    const { directory, remote } = this.options;
    const { generation } = directory;
    // A token that is new to us is for its provider to judge; whoever else comes does not wait for that.
    if (lookup.by === 'provider') await directory.find(lookup, remote);
    const state = await this.#ask(lookup);
    if (!state) return undefined;
    const key = keyOf(lookup);
    const known = this.#auths.get(key);
    if (known) {
      settle(known, state, checkedAt, generation);
      return known;
    }
    const found = new WatchedAuth(lookup, state, checkedAt, generation);
    this.#auths.set(key, found);
    return found;
  }

  /** Asks for one auth together with all others that are asked for in this turn: many come back at once. */
  #ask(lookup: Lookup): Promise<AuthState | undefined> {
    const { directory, remote } = this.options;
    this.#asked ??= {
      lookups: [],
      states: setImmediate().then(() => {
        const { lookups } = this.#asked!;
        this.#asked = undefined;
        return directory.findNow(lookups, remote);
      }),
    };
    const { lookups, states } = this.#asked;
    const index = lookups.push(lookup) - 1;
    return states.then(found => found[index]);
  }

  hold(auth: WatchedAuth, holder: AuthHolder): void {
    auth.holders = auth.holders.concat(holder);
  }

  release(auth: WatchedAuth, holder: AuthHolder): void {
    auth.holders = auth.holders.toSpliced(auth.holders.indexOf(holder), 1);
    if (auth.holders.length === 0) this.#drop(auth);
  }

  /** Whether something may be delivered to an auth now without asking again. */
  isFresh(auth: WatchedAuth, now: number): boolean {
    return (
      now - auth.checkedAt < FRESH_MS &&
      auth.generation === this.options.directory.generation &&
      !isOver(auth, now)
    );
  }

  /** Asks for an auth together with the others that are due. Its holders are told. */
  checkSoon(auth: WatchedAuth): void {
    this.#due.add(auth);
    if (this.#checking) return;
    this.#checking = true;
    // Whoever else becomes due in this turn is asked for in the same go.
    void setImmediate().then(() => this.#check());
  }

  stop(): void {
    clearInterval(this.#looking);
    this.#stopListening();
    this.#due.clear();
  }

  #look(): void {
    const now = Date.now();
    for (const auth of this.#auths.values()) {
      const age = now - auth.checkedAt;
      if (auth.holders.length === 0) {
        // Whoever came with it was refused.
        if (age > QUIET_MS) this.#drop(auth);
      } else if (isOver(auth, now)) {
        auth.tell(holder => holder.ended());
      } else if (age > UNKNOWN_MS) {
        auth.tell(holder => holder.unknown());
      } else if (age > QUIET_MS) {
        this.checkSoon(auth);
      }
    }
  }

  async #check(): Promise<void> {
    const { directory, remote, logger } = this.options;
    while (this.#due.size > 0) {
      const batch = [...this.#due].slice(0, BATCH);
      batch.forEach(auth => this.#due.delete(auth));
      const checkedAt = Date.now();
      const { generation } = directory;
      try {
        const lookups = batch.map(auth => auth.lookup);
        const states = await directory.findNow(lookups, remote);
        if (this.#failing)
          logger.info('Who follows live events is known again');
        this.#failing = false;
        batch.forEach((auth, index) =>
          settle(auth, states[index], checkedAt, generation),
        );
      } catch (error) {
        // Nothing is delivered meanwhile; the next look asks again.
        if (!this.#failing) {
          logger.warn(
            'Who follows live events cannot be checked; nothing is delivered',
            error as Error,
          );
        }
        this.#failing = true;
        break;
      }
    }
    this.#checking = false;
  }

  #drop(auth: WatchedAuth): void {
    this.#due.delete(auth);
    this.#auths.delete(keyOf(auth.lookup));
  }
}

/** Text that the lookup has anyway. An id, a hash and a token never read alike. */
function keyOf(lookup: Lookup): string {
  if (lookup.by === 'id') return lookup.id;
  return lookup.by === 'provider' ? lookup.token : lookup.hash;
}

function settle(
  auth: WatchedAuth,
  state: AuthState | undefined,
  checkedAt: number,
  generation: number,
): void {
  if (!state) {
    auth.tell(holder => holder.ended());
  } else if (auth.update(state, checkedAt, generation)) {
    auth.tell(holder => holder.changed());
  } else {
    auth.tell(holder => holder.confirmed());
  }
}

function isOver(auth: WatchedAuth, now: number): boolean {
  const { expires } = auth.state;
  return expires !== null && expires <= now;
}
