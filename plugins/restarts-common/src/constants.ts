/** The groups that may restart a workload: `acme/payments, acme/sre`, `acme/*`. */
export const GROUPS_ANNOTATION = 'restarts.wheelhouse.dev/groups';

/** What `kubectl rollout restart` writes into the pod template. */
export const RESTARTED_AT_ANNOTATION = 'kubectl.kubernetes.io/restartedAt';
