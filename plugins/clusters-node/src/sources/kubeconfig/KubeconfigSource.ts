import type { KubeconfigSourceConfig } from '../../config';
import { clusterName } from '../names';
import type { ClusterDefinition, ClusterSource } from '../types';
import { KubeconfigFile } from './KubeconfigFile';
import type { KubeconfigContext } from './parseKubeconfig';

/** The contexts of a kubeconfig: each is a cluster of that name. */
export class KubeconfigSource implements ClusterSource {
  #file: KubeconfigFile | undefined;

  constructor(
    readonly id: string,
    private readonly config: KubeconfigSourceConfig,
  ) {}

  async start(tell: Parameters<ClusterSource['start']>[0]): Promise<void> {
    const { path, contexts: wanted } = this.config;
    this.#file = new KubeconfigFile(path, {
      contexts: contexts => {
        const missing = wanted?.filter(
          name => !contexts.some(context => context.name === name),
        );
        tell.clusters(
          contexts
            .filter(({ name }) => !wanted || wanted.includes(name))
            .flatMap(context => define(context) ?? []),
        );
        tell.problem(
          missing?.length
            ? `${path} has no context ${missing.join(', ')}`
            : undefined,
        );
      },
      problem: tell.problem,
    });
    this.#file.start();
  }

  async stop(): Promise<void> {
    this.#file?.stop();
  }
}

function define(context: KubeconfigContext): ClusterDefinition | undefined {
  const named = clusterName(context.name);
  if (!named) return undefined;
  const { connection, credential, problems } = context;
  return { ...named, labels: {}, connection, credential, problems };
}
