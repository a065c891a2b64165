import { TooManyRequestsError } from '@wheelhouse/http-node';
import type { GuessStore } from '../store/GuessStore';

const WINDOW_MS = 10 * 60_000;
/** How many wrong codes are too many; several people can share an address. */
const MOST = { person: 10, address: 30 };

/** Who types a code. */
export interface Guesser {
  entityId: string;
  /** As far as limits tell addresses apart. */
  network: string;
}

/** Keeps people from finding codes by trying: what can be typed is short. */
export class GuessLimit {
  constructor(private readonly guesses: GuessStore) {}

  /**
   * Looks something up that may be guessed. Each is counted before it is looked up, so that many at once are no way around.
   *
   * @throws TooManyRequestsError
   */
  async lookUp<T>(
    { entityId, network }: Guesser,
    look: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const counted = [
      [`person:${entityId}`, MOST.person],
      [`address:${network}`, MOST.address],
    ] as const;
    for (const [guesser, most] of counted) {
      const { wrong, until } = await this.guesses.add(guesser, WINDOW_MS);
      if (wrong > most) throw tooMany(until);
    }
    const found = await look();
    if (found !== undefined) {
      for (const [guesser] of counted) await this.guesses.forgive(guesser);
    }
    return found;
  }
}

function tooMany(until: Date): TooManyRequestsError {
  const retryAfter = Math.max(
    1,
    Math.ceil((until.getTime() - Date.now()) / 1000),
  );
  return new TooManyRequestsError(
    `Too many wrong codes were typed; try again in ${retryAfter} s.`,
    { retryAfter },
  );
}
