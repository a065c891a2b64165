import { InputError, NotFoundError } from '@backstage/errors';
import { TooManyRequestsError } from '@wheelhouse/http-node';
import {
  CreatedApiKey,
  DeviceAuthorization,
  DeviceRequest,
  formatUserCode,
  parseUserCode,
  USER_CODE_LENGTH,
  USER_CODE_LETTERS,
} from '@wheelhouse/plugin-tenancy-common';
import { generateSecret, hashSecret } from '@wheelhouse/plugin-tenancy-node';
import { randomInt } from 'node:crypto';
import type { DeviceCode, DeviceCodeStore } from '../store/DeviceCodeStore';
import type { EntityRow, EntityStore } from '../store/EntityStore';
import type { RequestedKey } from '../store/LoginStore';
import type { ApiKeys } from './ApiKeys';
import type { Cipher } from './Cipher';
import { DeviceCodeError } from './DeviceCodeError';
import type { Guesser, GuessLimit } from './GuessLimit';
import type { KeyPolicy } from './KeyPolicy';
import { makeRequestedKey } from './makeRequestedKey';

const LIFE_SECONDS = 600;
const INTERVAL_SECONDS = 5;
/** Clocks and timers are not exact: this much sooner is not too soon. */
const SLACK_MS = 100;
/** How many may wait at a time. Several at once may find one place too many; it is a bound, not a count. */
const MOST_PENDING = { ofNetwork: 50, ofAll: 10_000 };
/** What would have a name look like another, or like several lines. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const HASHED_FOR = 'device user code';

/** Where a request comes from. */
export interface Origin {
  address: string;
  /** The same as far as limits tell addresses apart. */
  network: string;
}

/** API keys for devices without a browser: somebody confirms them with a short code, elsewhere (RFC 8628). */
export class DeviceCodes {
  constructor(
    private readonly options: {
      appUrl: string;
      cipher: Cipher;
      codes: DeviceCodeStore;
      guesses: GuessLimit;
      entities: EntityStore;
      apiKeys: ApiKeys;
      keyPolicy: KeyPolicy;
    },
  ) {}

  /** Begins to wait for somebody who gives a device the key that it wants. */
  async begin(
    key: RequestedKey,
    machine: string | undefined,
    origin: Origin,
  ): Promise<DeviceAuthorization> {
    const { appUrl, cipher, codes, apiKeys } = this.options;
    apiKeys.check(key);
    demandVisible('name', key.name);
    demandVisible('persona', machine ?? '');
    await this.#demandRoom(origin.network);
    const deviceCode = generateSecret();
    let userCode: string;
    let isAdded: boolean;
    do {
      userCode = generateUserCode();
      isAdded = await codes.add({
        ...origin,
        deviceHash: hashSecret(deviceCode),
        userHash: cipher.keyedHashes(userCode, HASHED_FOR)[0],
        key,
        machine,
        lifeSeconds: LIFE_SECONDS,
        intervalSeconds: INTERVAL_SECONDS,
      });
    } while (!isAdded);
    const page = `${appUrl.replace(/\/$/, '')}/device`;
    const shown = formatUserCode(userCode);
    return {
      device_code: deviceCode,
      user_code: shown,
      verification_uri: page,
      verification_uri_complete: `${page}?code=${shown}`,
      expires_in: LIFE_SECONDS,
      interval: INTERVAL_SECONDS,
    };
  }

  /**
   * What waits for a code.
   *
   * @throws NotFoundError, the same for what is unknown, has ended, or was decided already.
   * @throws TooManyRequestsError
   */
  async find(userCode: string, guesser: Guesser): Promise<DeviceCode> {
    const { cipher, codes, guesses } = this.options;
    const parsed = parseUserCode(userCode);
    const found =
      parsed &&
      (await guesses.lookUp(guesser, () =>
        codes.pendingByUserCode(cipher.keyedHashes(parsed, HASHED_FOR)),
      ));
    if (!found) throw notWaiting();
    return found;
  }

  /** What people are shown of it before they decide. */
  describe(code: DeviceCode, viewer: Origin): DeviceRequest {
    const { key, machine, address, asked, expires } = code;
    return {
      name: key.name,
      machine: machine ?? null,
      address,
      asked,
      expires,
      scopes: key.scopes,
      keyExpires: this.options.apiKeys.check(key)?.toISOString() ?? null,
      yourAddress: viewer.address,
      elsewhere: viewer.network !== code.network,
    };
  }

  /** @throws NotFoundError where it was decided, or has ended, since it was found. */
  async decide(
    code: DeviceCode,
    decision: 'approved' | 'denied',
    entityId: string,
  ): Promise<void> {
    const { codes } = this.options;
    if (!(await codes.decide(code.deviceHash, decision, entityId))) {
      throw notWaiting();
    }
  }

  /**
   * Takes what was approved for a device, which is gone afterwards.
   *
   * @throws DeviceCodeError where there is nothing to take, or not yet.
   */
  async take(
    deviceCode: string,
  ): Promise<{ entity: EntityRow; key: RequestedKey; machine?: string }> {
    const { codes, entities } = this.options;
    const code = await codes.byDeviceCode(hashSecret(deviceCode));
    if (!code) throw new DeviceCodeError('expired_token');
    if (code.state === 'denied') throw new DeviceCodeError('access_denied');
    if (code.state === 'pending') throw await this.#notYet(code);
    if (!(await codes.takeApproved(code.deviceHash))) {
      throw new DeviceCodeError('expired_token');
    }
    const entity = (await entities.byId(code.decidedBy!))!;
    if (entity.state === 'disabled') throw new DeviceCodeError('access_denied');
    return { entity, key: code.key, machine: code.machine };
  }

  /** Makes the key that was taken. */
  makeKey(taken: {
    entity: EntityRow;
    key: RequestedKey;
    machine?: string;
  }): Promise<CreatedApiKey> {
    const { entity, key, machine } = taken;
    return makeRequestedKey(this.options, entity, key, machine);
  }

  async #notYet(code: DeviceCode): Promise<DeviceCodeError> {
    const { deviceHash, polled, intervalSeconds } = code;
    const waited = polled ? Date.now() - Date.parse(polled) : Infinity;
    const isTooSoon = waited < intervalSeconds * 1000 - SLACK_MS;
    const interval = intervalSeconds + (isTooSoon ? INTERVAL_SECONDS : 0);
    await this.options.codes.notePoll(deviceHash, interval);
    return new DeviceCodeError(
      isTooSoon ? 'slow_down' : 'authorization_pending',
    );
  }

  async #demandRoom(network: string): Promise<void> {
    const { codes } = this.options;
    if (
      (await codes.countPending(network)) >= MOST_PENDING.ofNetwork ||
      (await codes.countPending()) >= MOST_PENDING.ofAll
    ) {
      throw new TooManyRequestsError(
        'Too many devices wait to be confirmed; try again in a few minutes',
        { retryAfter: 60 },
      );
    }
  }
}

function generateUserCode(): string {
  return Array.from(
    { length: USER_CODE_LENGTH },
    () => USER_CODE_LETTERS[randomInt(USER_CODE_LETTERS.length)],
  ).join('');
}

function demandVisible(field: string, text: string): void {
  if (INVISIBLE.test(text)) {
    throw new InputError(`${field}: must not have control characters`);
  }
}

function notWaiting(): NotFoundError {
  return new NotFoundError(
    'No device waits with this code: it is unknown, was used, or has ended',
  );
}
