import type { AuthKind } from '@wheelhouse/plugin-tenancy-common';
import type { AuthorizationAttempt } from '@wheelhouse/plugin-tenancy-node';
import { Knex } from 'knex';
import type { Cipher } from '../service/Cipher';
import { toDatabase } from './time';

/** What is to happen when somebody comes back from the provider. */
export type AfterSignIn =
  /** A session in this browser, and on to a page of the portal. */
  | { then: 'browser'; page: string }
  /** A code for a client on the loopback. */
  | {
      then: 'code';
      kind: AuthKind;
      redirectUri: string;
      state: string;
      codeChallenge: string;
      key?: RequestedKey;
      persona?: string;
    }
  /** A key, shown once on a page. */
  | { then: 'key-page'; key: RequestedKey; persona?: string };

/** An API key that was asked for before its owner was known. */
export interface RequestedKey {
  name: string;
  scopes: string[];
  /** Seconds; 0: never. Absent: the longest that is allowed. */
  expiresIn?: number;
}

/** A sign-in that began. */
export interface LoginAttempt {
  tenant: string;
  provider: AuthorizationAttempt;
  after: AfterSignIn;
}

/** What a one-time code stands for. */
export interface LoginCode {
  kind: AuthKind;
  entityId: string;
  groups: string[];
  /** The provider's, to be kept with what is granted. */
  refreshToken?: string;
  persona?: string;
  key?: RequestedKey;
}

const ATTEMPT_MS = 10 * 60_000;
const CODE_MS = 60_000;

/** Sign-ins under way: each can be ended once. */
export class LoginStore {
  constructor(private readonly db: Knex, private readonly cipher: Cipher) {}

  async addAttempt(
    hashes: { state: string; browser: string },
    attempt: LoginAttempt,
  ): Promise<void> {
    await this.db('login_attempt').insert({
      state_hash: hashes.state,
      browser_hash: hashes.browser,
      tenant: attempt.tenant,
      ...this.cipher.encrypt(JSON.stringify(attempt), hashes.state),
      expires: toDatabase(Date.now() + ATTEMPT_MS),
    });
  }

  /** The attempt of this state that this browser began; it is gone afterwards. */
  async takeAttempt(hashes: {
    state: string;
    browser: string;
  }): Promise<LoginAttempt | undefined> {
    const row = await this.#take('login_attempt', {
      state_hash: hashes.state,
      browser_hash: hashes.browser,
    });
    const text = row && this.cipher.decrypt(row, hashes.state);
    return text ? JSON.parse(text) : undefined;
  }

  async addCode(
    hash: string,
    codeChallenge: string,
    code: LoginCode,
  ): Promise<void> {
    await this.db('login_code').insert({
      code_hash: hash,
      code_challenge: codeChallenge,
      kind: code.kind,
      ...this.cipher.encrypt(JSON.stringify(code), hash),
      expires: toDatabase(Date.now() + CODE_MS),
    });
  }

  /** What a code stands for; it is gone afterwards, also where the challenge is not the right one. */
  async takeCode(
    hash: string,
    codeChallenge: string,
    kind: AuthKind,
  ): Promise<LoginCode | undefined> {
    const row = await this.#take('login_code', { code_hash: hash });
    if (row?.code_challenge !== codeChallenge || row.kind !== kind) {
      return undefined;
    }
    const text = this.cipher.decrypt(row, hash);
    return text ? JSON.parse(text) : undefined;
  }

  async deleteExpired(): Promise<number> {
    const now = toDatabase(Date.now());
    const attempts = await this.db('login_attempt')
      .where('expires', '<', now)
      .delete();
    const codes = await this.db('login_code')
      .where('expires', '<', now)
      .delete();
    return attempts + codes;
  }

  async #take(table: string, key: Record<string, string>) {
    const row = await this.db(table)
      .where(key)
      .where('expires', '>', toDatabase(Date.now()))
      .first();
    // Of two that read it, one deletes it.
    const mine = row && (await this.db(table).where(key).delete());
    return mine ? row : undefined;
  }
}
