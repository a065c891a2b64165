import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { AccessRequest, TokenUser } from '../api/authentication';

const DAY = 86_400;
const ACCOUNT = 'system:serviceaccount:wheelhouse:portal';
const WORKLOADS = ['deployments', 'statefulsets', 'daemonsets', 'rollouts'];

/** A token as a cluster issues them to a service account: it says when it was issued and, by `days`, when it ends. */
export async function serviceAccountToken(days?: number): Promise<string> {
  const issued = Math.floor(Date.now() / 1000) - 78 * DAY;
  const token = new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('https://kubernetes.default.svc')
    .setSubject(ACCOUNT)
    .setIssuedAt(issued);
  if (days !== undefined) {
    token.setExpirationTime(Math.floor(Date.now() / 1000) + days * DAY);
  }
  return token.sign(randomBytes(32));
}

/** The portal, with as much as its service account may in life: to read, but no secret, and to patch workloads. */
export function portalUser(token: string): TokenUser {
  return { token, user: ACCOUNT, may: portalMay };
}

function portalMay({ verb, resource }: AccessRequest): boolean {
  if (resource === 'secrets') return false;
  if (verb === 'patch') return WORKLOADS.includes(resource);
  return ['get', 'list', 'watch'].includes(verb);
}
