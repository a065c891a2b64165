import { lookup as dnsLookup, LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, fetch as undiciFetch } from 'undici';

/** The longest that one request to a provider may take, in milliseconds. */
export const PROVIDER_TIMEOUT_MS = 5_000;
/** The largest answer that is read from a provider, in bytes. */
export const PROVIDER_MAX_BYTES = 1_000_000;

type Fetch = (
  url: string,
  options?: {
    method?: string;
    headers?: any;
    body?: any;
    signal?: AbortSignal | null;
  },
) => Promise<Response>;

/**
 * A fetch for one provider, bounded in time and size, that follows no redirect and whose requests to hosts other than
 * the issuer's cannot reach the inside: metadata is somebody else's text, and may name any address.
 *
 * The address is checked when connecting, after the name was resolved, so that a name that changes its address in
 * between gains nothing.
 */
export function createProviderFetch(issuer: string): Fetch {
  const trusted = new URL(issuer);
  const inside = new Agent();
  const outside = new Agent({ connect: { lookup: publicOnlyLookup } });
  return async (input, options = {}) => {
    const url = new URL(input);
    const own = url.host === trusted.host;
    if (url.protocol !== 'https:' && !(own && trusted.protocol === 'http:')) {
      throw new Error(`refused to call ${url.origin}: it is not https`);
    }
    const address = url.hostname.replace(/^\[|\]$/g, '');
    if (!own && isIP(address) && !isPublic(address)) {
      throw new Error(`refused to call ${url.origin}: not a public address`);
    }
    const timeout = AbortSignal.timeout(PROVIDER_TIMEOUT_MS);
    const response = await undiciFetch(url, {
      method: options.method,
      headers: options.headers,
      body: options.body,
      redirect: 'manual',
      signal: options.signal
        ? AbortSignal.any([options.signal, timeout])
        : timeout,
      dispatcher: own ? inside : outside,
    });
    const body = await readBounded(response.body, url.origin);
    return new Response(body.length > 0 ? body : null, {
      status: response.status,
      headers: Object.fromEntries(response.headers),
    });
  };
}

async function readBounded(
  body: AsyncIterable<Uint8Array> | null,
  origin: string,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > PROVIDER_MAX_BYTES) {
      throw new Error(
        `${origin} answered more than ${PROVIDER_MAX_BYTES} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function publicOnlyLookup(
  hostname: string,
  options: any,
  callback: (
    error: Error | null,
    address: string | LookupAddress[],
    family?: number,
  ) => void,
) {
  dnsLookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = found as unknown as LookupAddress[];
    if (error) {
      callback(error, []);
    } else if (addresses.some(a => !isPublic(a.address))) {
      callback(new Error(`${hostname} is not at a public address`), []);
    } else if (options.all) {
      callback(null, addresses);
    } else {
      callback(null, addresses[0].address, addresses[0].family);
    }
  });
}

function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast';
}
