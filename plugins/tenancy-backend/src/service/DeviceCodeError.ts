import { HttpError } from '@wheelhouse/http-node';

/** What a device is told that asks for its key, in the words of RFC 8628 §3.5. */
export type DeviceCodeWord =
  | 'authorization_pending'
  | 'slow_down'
  | 'access_denied'
  | 'expired_token';

const TEXTS: Record<DeviceCodeWord, string> = {
  authorization_pending:
    'Nobody has confirmed the code yet; ask again after the interval',
  slow_down:
    'The device asks too often; from now on wait 5 seconds longer in between',
  access_denied:
    'Somebody has refused the code; begin again if that was a mistake',
  expired_token: 'The code is unknown, was used, or has ended; begin again',
};

/** 400: the device gets no key, or none yet. The name is the word that tells which. */
export class DeviceCodeError extends HttpError {
  readonly name: DeviceCodeWord;
  readonly statusCode = 400;

  constructor(word: DeviceCodeWord) {
    super(TEXTS[word]);
    this.name = word;
  }
}
