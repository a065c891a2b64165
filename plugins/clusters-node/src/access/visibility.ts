import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import type { VisibilityRule } from '../config';
import { isAmong } from './groups';

/** What decides who sees a cluster that says nothing about it itself. */
export interface VisibilityPolicy {
  /** Undefined: the configuration says nothing. */
  rules?: VisibilityRule[];
  /** Whether people of several organisations sign in. */
  severalTenants: boolean;
}

/**
 * Whether somebody sees a cluster. Its own annotation decides where there is one, otherwise the configuration. Where
 * neither says anything, everyone does as long as there is one organisation; with several, a cluster is its owner's
 * secret until somebody says otherwise. Administrators see every cluster.
 */
export function seesCluster(
  who: AuthState,
  cluster: { name: string; groups?: string[] },
  policy: VisibilityPolicy,
): boolean {
  if (who.administrator) return true;
  if (cluster.groups) return isAmong(who, cluster.groups);
  if (!policy.rules) return !policy.severalTenants;
  return policy.rules.some(
    rule =>
      rule.clusters.some(pattern => matches(pattern, cluster.name)) &&
      isAmong(who, rule.groups),
  );
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/[^a-z0-9-]/g, ''));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
