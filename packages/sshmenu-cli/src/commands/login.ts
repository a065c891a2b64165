import { createInterface } from 'node:readline/promises';
import { openStore } from '../entries/openEntries';
import { EXIT, wrongUse } from '../exitCodes';
import { print, tell } from '../output';
import {
  configuredServer,
  configureServer,
  readAccount,
} from '../server/account';
import { parseServer } from '../server/address';
import { keepKey } from '../server/keys';
import { LoopbackReceiver } from '../server/LoopbackReceiver';
import { hasBrowser } from '../server/openBrowser';
import { messageOf, Server, ServerError } from '../server/Server';
import { ownKeyOf, revokeKey, type OwnKey } from '../server/revokeKey';
import { signInByBrowser } from '../server/signInByBrowser';
import { signInByDevice } from '../server/signInByDevice';
import { syncNow } from '../sync/syncNow';
import { onlyMine } from './logout';
import { parseOptions } from './options';

/** `s login [SERVER] [--tenant TENANT] [--device]`: the same menu on every machine. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    tenant: { type: 'string' },
    device: { type: 'boolean' },
  });
  if (positionals.length > 1) throw wrongUse('Name one server.');
  if (readAccount()?.isGiven) {
    throw wrongUse('SSHMENU_KEY signs in here already.');
  }
  const address = parseServer(
    positionals[0] ??
      configuredServer() ??
      (await ask('Address of the server: ')),
  );
  // Nothing has begun that would have to be taken back.
  process.once('SIGINT', () => process.exit(EXIT.interrupted));
  const apiKey = await signIn(new Server(address), values);
  const person = await whoAmI(new Server(address, apiKey));
  const account = { server: address, apiKey, ...person, isGiven: false };
  const store = openStore();
  // The whole of it is new to whoever signs in; what belonged to others' groups is not theirs.
  store.fold(onlyMine);
  const before = readAccount();
  const keyBefore = before && ownKeyOf(before);
  const { place, problem } = keepKey(account);
  configureServer(address);
  print(`Signed in to ${address} as ${person.account}.`);
  if (problem)
    tell(`s: The desktop’s keyring did not take the key: ${problem}.`);
  print(`The key is in ${place}.`);
  if (keyBefore) await endKeyBefore(keyBefore);
  const { entries, rejected } = await syncNow(store, account);
  tell(...rejected.map(message => `s: ${message}`));
  print(`The menu has ${entries} ${entries === 1 ? 'entry' : 'entries'}.`);
  return EXIT.done;
}

/** Nobody would think of a key that no machine has any more. */
async function endKeyBefore(key: OwnKey): Promise<void> {
  const problem = await revokeKey(key);
  if (problem) {
    tell(
      `s: ${problem}. So the key that this machine had is still good at ${key.server}: revoke it on your account page.`,
    );
  }
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw wrongUse(`${question.replace(/: $/, '')}? Give it as an argument.`);
  }
  const lines = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  // While it reads, the terminal sends no signal.
  lines.once('SIGINT', () => process.exit(EXIT.interrupted));
  try {
    return (await lines.question(question)).trim();
  } finally {
    lines.close();
  }
}

async function chooseTenant(server: Server): Promise<string> {
  const answer = await server.get('/api/tenancy/tenants');
  const tenants = Array.isArray(answer.body) ? answer.body : [];
  const ids = tenants.map(({ id }) => String(id));
  if (answer.status !== 200 || ids.length === 0) {
    throw new ServerError(
      `${server.address} is no Wheelhouse server: ${messageOf(answer)}.`,
    );
  }
  if (ids.length === 1) return ids[0];
  tell(
    'Sign in with:',
    ...tenants.map(({ id, title }) => `  ${id}  ${String(title)}`),
  );
  const chosen = await ask('Which one (--tenant)? ');
  if (!ids.includes(chosen)) throw wrongUse(`There is no ${chosen} there.`);
  return chosen;
}

/** Through the browser where there is one that can come back, else with a code that is confirmed elsewhere. */
async function signIn(
  server: Server,
  options: { tenant?: string; device?: boolean },
): Promise<string> {
  if (options.device || !hasBrowser(process.env)) return signInByDevice(server);
  let receiver: LoopbackReceiver;
  try {
    receiver = await LoopbackReceiver.start();
  } catch (error) {
    tell(`No browser can come back here: ${(error as Error).message}.`);
    return signInByDevice(server);
  }
  try {
    const tenant = options.tenant ?? (await chooseTenant(server));
    return await signInByBrowser(server, tenant, receiver);
  } finally {
    receiver.close();
  }
}

async function whoAmI(
  server: Server,
): Promise<{ account: string; expires: string | null }> {
  const answer = await server.get('/api/tenancy/me');
  const { entity, auth } = Object(answer.body);
  if (answer.status !== 200 || typeof entity?.account !== 'string') {
    throw new ServerError(`${server.address}: ${messageOf(answer)}.`);
  }
  return {
    account: entity.account.slice(0, 320),
    expires: typeof auth?.expires === 'string' ? auth.expires : null,
  };
}
