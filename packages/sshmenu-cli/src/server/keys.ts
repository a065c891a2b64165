import { randomUUID } from 'node:crypto';
import { CommandError, EXIT } from '../exitCodes';
import {
  keyFile,
  readAccount,
  removeAccount,
  writeAccount,
  type Account,
} from './account';
import { hasDesktop, keyringOf, NoKeyringError } from './keyring';

/** Where a key lives, in words; `problem` says why it is not in the keyring that seems to be there. */
export interface Kept {
  place: string;
  problem?: string;
}

const KEYRING = 'the desktop’s keyring';

/** Keeps a key: in the desktop's keyring where there is one, else in a file that only its owner reads. */
export function keepKey(account: Account & { apiKey: string }): Kept {
  const { apiKey, ...rest } = account;
  const before = readAccount();
  const { id, problem } = putIntoKeyring(apiKey);
  writeAccount(id ? { ...rest, keyring: id } : account);
  if (before?.keyring) takeFromKeyring(before.keyring);
  return { place: placeOf(id ? { ...rest, keyring: id } : account), problem };
}

/** @throws CommandError where it is in a keyring that does not give it. */
export function readKey({ apiKey, keyring, server }: Account): string {
  if (apiKey !== undefined) return apiKey;
  try {
    const key = keyringOf(process.platform).read(keyring!);
    if (key !== '') return key;
    throw new Error('it is not there');
  } catch (error) {
    throw new CommandError(
      `The key of ${server} is not to be had from ${KEYRING}: ${
        (error as Error).message
      }. \`s login\` signs in again.`,
      EXIT.notSignedIn,
    );
  }
}

/** Deletes the key wherever it is. Returns why it is still in the keyring, where it is. */
export function forgetKey({ keyring }: Account): string | undefined {
  removeAccount();
  return keyring === undefined ? undefined : takeFromKeyring(keyring);
}

/** Where a key lives, in words. */
export function placeOf({ isGiven, keyring }: Account): string {
  if (isGiven) return 'SSHMENU_KEY';
  return keyring === undefined ? keyFile(process.env) : KEYRING;
}

function putIntoKeyring(apiKey: string): { id?: string; problem?: string } {
  if (!hasDesktop(process.env)) return {};
  const id = randomUUID();
  const keyring = keyringOf(process.platform);
  try {
    keyring.store(id, apiKey);
    // Not each of them says when it did not.
    if (keyring.read(id) === apiKey) return { id };
    return { problem: 'it did not keep it' };
  } catch (error) {
    if (error instanceof NoKeyringError) return {};
    return { problem: (error as Error).message };
  }
}

function takeFromKeyring(id: string): string | undefined {
  try {
    keyringOf(process.platform).remove(id);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
