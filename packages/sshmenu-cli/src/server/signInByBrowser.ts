import { createHash, randomBytes } from 'node:crypto';
import { apiKeyIn, WANTED } from './keyAnswer';
import type { LoopbackReceiver } from './LoopbackReceiver';
import { openBrowser } from './openBrowser';
import { tell } from '../output';
import type { Server } from './Server';

/** Through a browser here, which comes back on the loopback with a code (RFC 8252, PKCE). */
export async function signInByBrowser(
  server: Server,
  tenant: string,
  receiver: LoopbackReceiver,
): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = new URLSearchParams({
    tenant,
    ...WANTED,
    redirect_uri: receiver.redirectUri,
    state: receiver.state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const address = `${server.address}/api/tenancy/token?${query}`;
  tell('Sign in in the browser:', address);
  openBrowser(address);
  const code = await receiver.code;
  return apiKeyIn(
    await server.post('/api/tenancy/token', { code, code_verifier: verifier }),
  );
}
