import type { TenancyConfig } from '@wheelhouse/plugin-tenancy-node';
import type { ActivityStore } from '../store/ActivityStore';
import type { DeviceCodeStore } from '../store/DeviceCodeStore';
import type { ExpiryStore } from '../store/ExpiryStore';
import type { GrantStore } from '../store/GrantStore';
import type { GuessStore } from '../store/GuessStore';
import type { LoginStore } from '../store/LoginStore';
import type { Announcer } from './Announcer';

const DAY_MS = 24 * 60 * 60_000;
/** How long an auth that ended is kept, for whoever asks what it was. */
const KEEP_ENDED_MS = 30 * DAY_MS;
const KEEP_ACTIVITY_MS = 90 * DAY_MS;
const REENCRYPT_BATCH = 500;

/** Ends what is idle, deletes what is long past, and moves what old keys encrypted to the current one. */
export class CleanUp {
  constructor(
    private readonly options: {
      config: TenancyConfig;
      expiry: ExpiryStore;
      announcer: Announcer;
      logins: LoginStore;
      devices: DeviceCodeStore;
      guesses: GuessStore;
      grants: GrantStore;
      activity: ActivityStore;
    },
  ) {}

  /** Ends what has expired, and has open pages told, which would show it until something else happens. */
  async endExpired(): Promise<void> {
    const { announcer, expiry } = this.options;
    announcer.auths(await expiry.endExpired());
  }

  async run(): Promise<void> {
    const { expiry, logins, grants, activity } = this.options;
    const { devices, guesses } = this.options;
    const now = Date.now();
    await this.#endIdle(now);
    await expiry.deleteEndedBefore(new Date(now - KEEP_ENDED_MS));
    await expiry.deleteExpiredTokens();
    await logins.deleteExpired();
    await devices.deleteExpired();
    await guesses.deleteExpired();
    await grants.deleteUnneeded();
    await activity.deleteBefore(new Date(now - KEEP_ACTIVITY_MS));
    while ((await grants.reencrypt(REENCRYPT_BATCH)) === REENCRYPT_BATCH);
  }

  async #endIdle(now: number): Promise<void> {
    const { announcer, config, expiry } = this.options;
    const since = new Date(now - config.sessions.idleMs);
    announcer.auths(await expiry.endIdle(since));
  }
}
