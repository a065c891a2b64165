import { join } from 'node:path';
import { readIfThere, removeIfThere, writeWhole } from '../store/files';
import { pathsFrom } from '../store/paths';
import { parseServer } from './address';

/** A server that one is signed in to, and the key that it gave this machine. */
export interface Account {
  server: string;
  /** Absent: it is in the desktop's keyring. */
  apiKey?: string;
  /** By what the keyring knows the key. */
  keyring?: string;
  /** Who one is there, as people see it. */
  account?: string;
  expires?: string | null;
  /** From the environment: nothing on this machine ends it. */
  isGiven: boolean;
}

/** Whom this machine acts for; undefined where nobody has signed in. */
export function readAccount(
  environment: NodeJS.ProcessEnv = process.env,
): Account | undefined {
  const { SSHMENU_SERVER: server, SSHMENU_KEY: apiKey } = environment;
  if (server && apiKey) {
    return { server: parseServer(server), apiKey, isGiven: true };
  }
  const text = readIfThere(keyFile(environment), 65_536);
  if (text === undefined) return undefined;
  try {
    const kept = JSON.parse(text);
    return typeof kept.server === 'string' &&
      [kept.apiKey, kept.keyring].some(key => typeof key === 'string')
      ? { ...kept, server: parseServer(kept.server), isGiven: false }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Only its owner reads it: the key may be in it. */
export function writeAccount({ isGiven, ...account }: Account): void {
  void isGiven;
  writeWhole(
    keyFile(process.env),
    `${JSON.stringify({ format: 1, ...account })}\n`,
    { durable: true },
  );
}

export function removeAccount(): void {
  removeIfThere(keyFile(process.env));
}

/** The server that somebody has chosen, or an administrator for them. */
export function configuredServer(): string | undefined {
  const { SSHMENU_SERVER } = process.env;
  if (SSHMENU_SERVER) return SSHMENU_SERVER;
  const text = readIfThere(configFile(), 65_536);
  const { server } = Object(text === undefined ? {} : JSON.parse(text));
  return typeof server === 'string' ? server : undefined;
}

export function configureServer(server: string): void {
  writeWhole(configFile(), `${JSON.stringify({ server }, null, 2)}\n`, {
    durable: false,
  });
}

/** Where it is kept who one is and, where no keyring has it, the key. */
export function keyFile(environment: NodeJS.ProcessEnv): string {
  return join(pathsFrom(environment).data, 'key.json');
}

function configFile(): string {
  return join(pathsFrom(process.env).config, 'config.json');
}
