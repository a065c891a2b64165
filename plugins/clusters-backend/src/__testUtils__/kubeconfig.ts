/** A kubeconfig with a context for each cluster. */
export function kubeconfigOf(
  clusters: Record<string, { url: string; token: string }>,
): string {
  const names = Object.keys(clusters);
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: names.map(name => ({
      name,
      cluster: { server: clusters[name].url },
    })),
    users: names.map(name => ({ name, user: { token: clusters[name].token } })),
    contexts: names.map(name => ({
      name,
      context: { cluster: name, user: name },
    })),
  });
}
