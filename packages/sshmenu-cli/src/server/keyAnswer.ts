import { hostname } from 'node:os';
import { CommandError, EXIT } from '../exitCodes';
import { messageOf, type Answer } from './Server';

/** What is asked for, whichever way somebody signs in. */
export const WANTED = {
  name: `s on ${hostname()}`.slice(0, 128),
  persona: hostname().slice(0, 128),
  scopes: 'sshmenu:*',
};

/** The API key of an answer. */
export function apiKeyIn(answer: Answer): string {
  const { apiKey } = Object(answer.body);
  if (
    typeof apiKey === 'string' &&
    /^whk_[A-Za-z0-9_-]{20,200}$/.test(apiKey)
  ) {
    return apiKey;
  }
  throw notSignedIn(messageOf(answer));
}

export function notSignedIn(reason: string): CommandError {
  return new CommandError(
    `Not signed in: ${reason.replace(/\.$/, '')}.`,
    EXIT.notSignedIn,
  );
}
