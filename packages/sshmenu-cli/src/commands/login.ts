import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { openStore } from '../entries/openEntries';
import { CommandError, EXIT, wrongUse } from '../exitCodes';
import { print, tell } from '../output';
import {
  configuredServer,
  configureServer,
  readAccount,
  writeAccount,
} from '../server/account';
import { parseServer } from '../server/address';
import { LoopbackReceiver } from '../server/LoopbackReceiver';
import { hasBrowser, openBrowser } from '../server/openBrowser';
import { messageOf, Server, ServerError } from '../server/Server';
import { syncNow } from '../sync/syncNow';
import { onlyMine } from './logout';
import { parseOptions } from './options';

const SCOPES = 'sshmenu:*';

/** `s login [SERVER] [--tenant TENANT]`: the same menu on every machine. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    tenant: { type: 'string' },
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
  const server = new Server(address);
  const tenant = values.tenant ?? (await chooseTenant(server));
  const apiKey = await signIn(server, tenant);
  const signedIn = new Server(address, apiKey);
  const { account, expires } = await whoAmI(signedIn);
  const store = openStore();
  // The whole of it is new to whoever signs in; what belonged to others' groups is not theirs.
  store.fold(onlyMine);
  writeAccount({ server: address, apiKey, account, expires, isGiven: false });
  configureServer(address);
  print(`Signed in to ${address} as ${account}.`);
  const { entries, rejected } = await syncNow(store, {
    server: address,
    apiKey,
    isGiven: false,
  });
  tell(...rejected.map(message => `s: ${message}`));
  print(`The menu has ${entries} ${entries === 1 ? 'entry' : 'entries'}.`);
  return EXIT.done;
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw wrongUse(`${question.replace(/: $/, '')}? Give it as an argument.`);
  }
  const lines = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
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

/** Through a browser here, which comes back on the loopback with a code (RFC 8252, PKCE). */
async function signIn(server: Server, tenant: string): Promise<string> {
  const state = randomBytes(16).toString('hex');
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const receiver = await LoopbackReceiver.start(state);
  try {
    const query = new URLSearchParams({
      tenant,
      name: `s on ${hostname()}`,
      persona: hostname(),
      scopes: SCOPES,
      redirect_uri: receiver.redirectUri,
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const address = `${server.address}/api/tenancy/token?${query}`;
    tell('Sign in in the browser:', address);
    if (hasBrowser(process.env)) openBrowser(address);
    const code = await receiver.code;
    const answer = await server.post('/api/tenancy/token', {
      code,
      code_verifier: verifier,
    });
    const { apiKey } = Object(answer.body);
    if (
      typeof apiKey === 'string' &&
      /^whk_[A-Za-z0-9_-]{20,200}$/.test(apiKey)
    ) {
      return apiKey;
    }
    throw new CommandError(
      `Not signed in: ${messageOf(answer)}.`,
      EXIT.notSignedIn,
    );
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
