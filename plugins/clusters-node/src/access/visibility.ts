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

/** Who sees which clusters. */
export class Visibility {
  readonly #rules: { names: RegExp[]; groups: string[] }[] | undefined;

  constructor(private readonly policy: VisibilityPolicy) {
    // Made once: they are asked for each cluster of a list.
    this.#rules = policy.rules?.map(({ clusters, groups }) => ({
      names: clusters.map(toExpression),
      groups,
    }));
  }

  /**
   * Whether somebody sees a cluster. Its own annotation decides where there is one, otherwise the configuration. Where
   * neither says anything, everyone does as long as there is one organisation; with several, a cluster is its owner's
   * secret until somebody says otherwise. Administrators see every cluster.
   */
  sees(
    who: AuthState,
    { name, groups }: { name: string; groups?: string[] },
  ): boolean {
    if (who.administrator) return true;
    if (groups) return isAmong(who, groups);
    if (!this.#rules) return !this.policy.severalTenants;
    return this.#rules.some(
      rule =>
        rule.names.some(expression => expression.test(name)) &&
        isAmong(who, rule.groups),
    );
  }
}

/** Of a name with `*` for any number of characters. */
function toExpression(pattern: string): RegExp {
  const parts = pattern.split('*').map(part => part.replace(/[^a-z0-9-]/g, ''));
  return new RegExp(`^${parts.join('.*')}$`);
}
