import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { LRUCache } from 'lru-cache';
import { readTenancyConfig } from '../config';
import { Classified, classifyToken, Lookup } from '../credentials';
import { AuthSource } from './AuthSource';
import { AuthState } from './AuthState';

/**
 * How long an answer is believed, in milliseconds: what bounds, with the time of a request, how long an auth that was
 * ended by another process goes on here.
 */
const FRESH_MS = 1_500;
const MAX_CREDENTIALS = 50_000;
/** How many are asked for at once. */
const BATCH = 200;

interface Known {
  state: AuthState | undefined;
  until: number;
}

/**
 * Who is behind a credential. One for each process, shared by all its plugins; it asks the tenancy plugin, which puts
 * itself in place here when it runs in the same process, and is asked over HTTP when it does not.
 */
export class AuthDirectory {
  readonly #acceptedIssuers: ReadonlySet<string>;
  readonly #known = new LRUCache<string, Known>({ max: MAX_CREDENTIALS });
  /** Taking a token apart costs more than finding it again. */
  readonly #classified = new LRUCache<string, Classified>({
    max: MAX_CREDENTIALS,
  });
  readonly #asking = new Map<string, Promise<AuthState | undefined>>();
  readonly #forgetListeners = new Set<() => void>();
  #generation = 0;
  #local?: AuthSource;

  constructor(options: { acceptedIssuers: Iterable<string> }) {
    this.#acceptedIssuers = new Set(options.acceptedIssuers);
  }

  /** The tenancy plugin of this process takes its place. */
  attach(source: AuthSource) {
    this.#local = source;
  }

  /** The tenancy plugin of this process, or what stands for the one of another. */
  source(remote: AuthSource): AuthSource {
    return this.#local ?? remote;
  }

  /** What a bearer is, in words of the directory. */
  classify(token: string): Classified {
    let classified = this.#classified.get(token);
    if (!classified) {
      classified = classifyToken(token, this.#acceptedIssuers);
      this.#classified.set(token, classified);
    }
    return classified;
  }

  /** The auth behind a credential, as it was at most 1.5 s ago; undefined: there is none, or it has ended. */
  async find(
    lookup: Lookup,
    remote: AuthSource,
  ): Promise<AuthState | undefined> {
    const key = lookupKey(lookup);
    const known = this.#known.get(key);
    const now = Date.now();
    if (known && known.until > now) return alive(known.state, now);
    const asking =
      this.#asking.get(key) ?? this.#ask(key, lookup, this.source(remote));
    return alive(await asking, Date.now());
  }

  /**
   * The auths behind credentials as they are now, whatever was known of them; undefined: there is none, or it has ended. For
   * whoever holds many connections open, and looks again and again whether they may stay.
   */
  async findNow(
    lookups: readonly Lookup[],
    remote: AuthSource,
  ): Promise<Array<AuthState | undefined>> {
    const states: Array<AuthState | undefined> = [];
    for (let first = 0; first < lookups.length; first += BATCH) {
      const batch = lookups.slice(first, first + BATCH);
      states.push(...(await this.source(remote).resolveMany(batch)));
    }
    const now = Date.now();
    return states.map(state => alive(state, now));
  }

  /** The id of the auth behind a bearer, where it is known and alive; asks nobody. */
  identify(token: string): string | undefined {
    const lookup = this.classify(token);
    if (typeof lookup === 'string') return undefined;
    const known = this.#known.get(lookupKey(lookup));
    return known && alive(known.state, Date.now())?.id;
  }

  /** Forgets what was known, so that the next request asks: something ended or changed. */
  forget() {
    this.#generation += 1;
    this.#known.clear();
    this.#asking.clear();
    this.#forgetListeners.forEach(listener => listener());
  }

  /** Grows with each {@link forget}: what was found at an earlier one may have ended since. */
  get generation(): number {
    return this.#generation;
  }

  /** Calls a listener after each {@link forget}. Returns how to end that. */
  onForget(listener: () => void): () => void {
    this.#forgetListeners.add(listener);
    return () => this.#forgetListeners.delete(listener);
  }

  #ask(key: string, lookup: Lookup, source: AuthSource) {
    const asking = source.resolve(lookup).then(
      state => {
        // Not kept when something ended while we asked: the answer may be from before.
        if (this.#asking.get(key) === asking) {
          this.#known.set(key, { state, until: Date.now() + FRESH_MS });
          this.#asking.delete(key);
        }
        return state;
      },
      error => {
        if (this.#asking.get(key) === asking) this.#asking.delete(key);
        throw error;
      },
    );
    this.#asking.set(key, asking);
    return asking;
  }
}

function alive(
  state: AuthState | undefined,
  now: number,
): AuthState | undefined {
  const ended = state?.expires && state.expires <= now;
  return ended ? undefined : state;
}

/** One text for each credential, to keep something by. */
export function lookupKey(lookup: Lookup): string {
  if (lookup.by === 'id') return `id:${lookup.id}`;
  if (lookup.by === 'provider') return `provider:${lookup.token}`;
  return `${lookup.by}:${lookup.hash}`;
}

/** The directory of this process. */
export const authDirectoryServiceRef = createServiceRef<AuthDirectory>({
  id: 'tenancy.auth-directory',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory({ config }) {
        const { tenants } = readTenancyConfig(config);
        return new AuthDirectory({
          acceptedIssuers: tenants
            .filter(t => t.acceptTokens)
            .map(t => t.issuer),
        });
      },
    }),
});
