import { readFileSync } from 'node:fs';
import type { ClusterConnection } from './types';

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * How the cluster that the portal runs in is reached, with the service account of its pod.
 *
 * @throws Error in words for an operator where it runs in none.
 */
export function inClusterConnection(
  environment: NodeJS.ProcessEnv = process.env,
  folder = FOLDER,
): ClusterConnection {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } =
    environment;
  if (!host) {
    throw new Error(
      'the portal does not run in a Kubernetes cluster; name a kubeconfig',
    );
  }
  let ca: string;
  try {
    ca = readFileSync(`${folder}/ca.crt`, 'utf8');
  } catch {
    throw new Error('the pod has no service account token mounted');
  }
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port ?? 443}`,
    tls: { ca },
    auth: { kind: 'in-cluster', tokenFile: `${folder}/token` },
  };
}
