import { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';

/** The address that a request comes from, as `backend.trustProxy` has it. */
export function clientAddress(req: Request): string {
  const address = req.ip ?? req.socket.remoteAddress ?? '';
  // An IPv4 client of a server that listens on IPv6.
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}

/** The same as far as limits tell addresses apart: an IPv6 client has a whole subnet to choose from and counts as one. */
export function clientNetwork(req: Request): string {
  return ipKeyGenerator(clientAddress(req));
}
