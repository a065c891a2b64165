import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClustersConfig } from '../config';
import { ArgocdSource } from './argocd/ArgocdSource';
import { KubeconfigSource } from './kubeconfig/KubeconfigSource';
import type { ClusterSource } from './types';

/** The sources of the configuration, those of Argo CD first: what they say of a cluster goes before what others say. */
export function createSources(
  { sources, limits }: ClustersConfig,
  logger: LoggerService,
): ClusterSource[] {
  const argocd = sources
    .filter(source => source.type === 'argocd')
    .map(
      (source, index) =>
        new ArgocdSource(id('argocd', index), source, { limits, logger }),
    );
  const kubeconfigs = sources
    .filter(source => source.type === 'kubeconfig')
    .map(
      (source, index) => new KubeconfigSource(id('kubeconfig', index), source),
    );
  return [...argocd, ...kubeconfigs];
}

function id(type: string, index: number): string {
  return index === 0 ? type : `${type}-${index + 1}`;
}
