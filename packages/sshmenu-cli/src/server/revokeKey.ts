import type { Account } from './account';
import { readKey } from './keys';
import { messageOf, Server } from './Server';

/** A key of this machine, or why the keyring does not give it. */
export type OwnKey = { server: string } & (
  | { apiKey: string }
  | { problem: string }
);

/** The key of an account, so that it can be ended when the account is no longer there. */
export function ownKeyOf(account: Account): OwnKey {
  const { server } = account;
  try {
    return { server, apiKey: readKey(account) };
  } catch (error) {
    return { server, problem: sentenceOf(error) };
  }
}

/** Ends a key on its server. Returns undefined, or why it is still good there. */
export async function revokeKey(key: OwnKey): Promise<string | undefined> {
  if ('problem' in key) return key.problem;
  try {
    const server = new Server(key.server, key.apiKey);
    const answer = await server.delete('/api/tenancy/token');
    // A key that is unknown there is as dead as one that was just revoked.
    if (answer.status < 300 || answer.status === 401) return undefined;
    return `${key.server}: ${messageOf(answer)}`;
  } catch (error) {
    return sentenceOf(error);
  }
}

function sentenceOf(error: unknown): string {
  return (error as Error).message.replace(/\.$/, '');
}
