import dns, { LookupAddress } from 'node:dns';
import { isIP, LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Where clouds tell machines their credentials, outside of the link-local ranges. */
const METADATA = ['fd00:ec2::254', '100.100.100.200', '168.63.129.16'].map(
  address => ipaddr.parse(address).toNormalizedString(),
);

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
  // NAT64 (64:ff9b::/96) carries the IPv4 address at its end.
  return address.kind() === 'ipv6' && address.range() === 'rfc6052'
    ? new ipaddr.IPv4(address.toByteArray().slice(-4))
    : address;
}
