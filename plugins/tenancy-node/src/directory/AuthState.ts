import type {
  AuthKind,
  EntitySummary,
  Persona,
} from '@wheelhouse/plugin-tenancy-common';

/** An auth that is alive: who acts, and what they may. */
export interface AuthState {
  id: string;
  kind: AuthKind;
  /** What its maker has called an API key. */
  keyName?: string;
  entity: EntitySummary;
  /** The `user:` reference that acts in Backstage; for a key that a group owns, one that stands for the group. */
  actorRef: string;
  /** Absent for a key that a group owns. */
  entityId?: string;
  /** For the head of a page. */
  displayName?: string;
  email?: string;
  persona?: Persona;
  /** References, sorted. */
  groups: string[];
  /** `['*']` for a session. */
  scopes: string[];
  administrator: boolean;
  /** When the auth ends at the latest, in milliseconds since 1970; null: never. */
  expires: number | null;
  /** A Backstage token of the owner in its limited form: what stands for an API key inside of Backstage. */
  limitedUserToken?: string;
}
