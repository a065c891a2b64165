import { stringify } from 'yaml';

/** What a kubeconfig says of one cluster. */
export interface KubeconfigEntry {
  /** Of the context, the cluster and the user. */
  name: string;
  server: string;
  /** PEM */
  ca: string;
  token: string;
}

/** A kubeconfig with a context for each cluster; the first is the current one. */
export function kubeconfigOf(entries: KubeconfigEntry[]): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': entries[0]?.name ?? '',
    clusters: entries.map(({ name, server, ca }) => ({
      name,
      cluster: {
        server,
        'certificate-authority-data': Buffer.from(ca).toString('base64'),
      },
    })),
    users: entries.map(({ name, token }) => ({ name, user: { token } })),
    contexts: entries.map(({ name }) => ({
      name,
      context: { cluster: name, user: name },
    })),
  });
}
