import dns, { LookupAddress } from 'node:dns';
import { isIP, LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Where clouds tell machines their credentials, outside of the link-local ranges. */
const METADATA = ['fd00:ec2::254', '100.100.100.200', '168.63.129.16'].map(
  address => ipaddr.parse(address).toNormalizedString(),
);

/** Where IPv6 addresses that stand for an IPv4 one have its bytes: NAT64, SIIT and 6to4. */
const AT_THE_END: [from: number, to: number] = [12, 16];
const EMBEDDED: Record<string, typeof AT_THE_END | undefined> = {
  rfc6052: AT_THE_END,
  rfc6145: AT_THE_END,
  '6to4': [2, 6],
};

/** A cluster's address is one that the portal does not call. */
export class RefusedAddressError extends Error {
  constructor() {
    super('a link-local or metadata address');
  }
}

/** Whether an address is link-local or of a cloud's metadata, also when it is an IPv4 address inside of an IPv6 one. */
export function isRefused(address: string): boolean {
  const parsed = embeddedIPv4(ipaddr.process(address.replace(/%.*$/, '')));
  return (
    ['linkLocal', 'unspecified'].includes(parsed.range()) ||
    METADATA.includes(parsed.toNormalizedString())
  );
}

/** @throws RefusedAddressError where a URL's host is an address, and one that is refused. */
export function demandAllowedHost(url: string): void {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && isRefused(host)) throw new RefusedAddressError();
}

/**
 * Resolves names for a connection and refuses addresses then, so that a name that changes its address after it was looked at
 * gains nothing.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = found as unknown as LookupAddress[];
    if (error) {
      callback(error, []);
    } else if (addresses.some(({ address }) => isRefused(address))) {
      callback(new RefusedAddressError(), []);
    } else if (options.all) {
      callback(null, addresses);
    } else {
      callback(null, addresses[0].address, addresses[0].family);
    }
  });
};

function embeddedIPv4(
  address: ipaddr.IPv4 | ipaddr.IPv6,
): ipaddr.IPv4 | ipaddr.IPv6 {
  // `::a.b.c.d`, long deprecated; the loopback is written in the same way.
  const compatible =
    address.kind() === 'ipv6' &&
    address.range() !== 'loopback' &&
    address
      .toByteArray()
      .slice(0, 12)
      .every(byte => byte === 0);
  const place = compatible ? AT_THE_END : EMBEDDED[address.range()];
  return place
    ? new ipaddr.IPv4(address.toByteArray().slice(...place))
    : address;
}
