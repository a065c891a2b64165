import type { ClusterCredential } from '@wheelhouse/plugin-clusters-common';
import type { ClusterErrorReason } from '@wheelhouse/plugin-clusters-node';

/** How a cluster answered when it was last asked. */
export type Probe =
  | {
      answered: true;
      version?: string;
      latencyMs: number;
      /** What its readiness check says; undefined where it may not be asked, or does not exist. */
      ready?: boolean;
    }
  | {
      answered: false;
      /** `internal`: the portal itself failed. */
      reason: ClusterErrorReason | 'internal';
      /** In words for people; used where the reason alone says too little. */
      message: string;
      /** What it asks to wait before it is asked again, in milliseconds. */
      retryAfterMs?: number;
    };

/** What is known of a cluster's nodes. */
export type NodesFact =
  | { listed: true; total: number; notReady: readonly string[] }
  | { listed: false; reason: 'forbidden' };

/** Everything that a cluster's state follows from. */
export interface ClusterFacts {
  /** Whether its definition can be used at all. */
  usable: boolean;
  /** What is wrong with its definition. */
  problems: readonly string[];
  credential: ClusterCredential;
  /** Undefined: not asked yet. */
  probe?: Probe;
  /** Undefined: not known yet. */
  nodes?: NodesFact;
}
