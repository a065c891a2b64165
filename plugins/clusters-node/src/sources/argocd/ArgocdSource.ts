import {
  ClientOptions,
  HttpClusterClient,
} from '../../client/HttpClusterClient';
import { resourcePath } from '../../client/resourcePath';
import type { ArgocdSourceConfig } from '../../config';
import type { Reflector, ReflectorState } from '../../reflector/types';
import { inClusterConnection } from '../inClusterConnection';
import { KubeconfigFile } from '../kubeconfig/KubeconfigFile';
import type { KubeconfigContext } from '../kubeconfig/parseKubeconfig';
import type {
  ClusterConnection,
  ClusterDefinition,
  ClusterSource,
} from '../types';
import { CLUSTER_SECRET_LABEL, parseClusterSecret } from './parseClusterSecret';

/** A secret can have 1 MB, a third more in base64, and a page of them must stay below the bound of an answer. */
const PAGE_SIZE = 32;
const MAX_CLUSTERS = 10_000;

type Tell = Parameters<ClusterSource['start']>[0];

/** Argo CD's cluster secrets, followed on a management cluster. */
export class ArgocdSource implements ClusterSource {
  #file: KubeconfigFile | undefined;
  #followed:
    | {
        client: HttpClusterClient;
        connection: string;
        reflector: Reflector<ClusterDefinition>;
      }
    | undefined;
  #telling = false;

  constructor(
    readonly id: string,
    private readonly config: ArgocdSourceConfig,
    private readonly options: ClientOptions,
  ) {}

  async start(tell: Tell): Promise<void> {
    const { kubeconfig } = this.config;
    if (kubeconfig) {
      this.#file = new KubeconfigFile(kubeconfig, {
        contexts: contexts => this.#choose(contexts, tell),
        problem: tell.problem,
      });
      this.#file.start();
      return;
    }
    try {
      this.#follow(inClusterConnection(), tell);
    } catch (error) {
      tell.problem(`Cluster secrets: ${(error as Error).message}`);
    }
  }

  async stop(): Promise<void> {
    this.#file?.stop();
    this.#followed?.client.close();
    this.#followed = undefined;
  }

  #choose(contexts: KubeconfigContext[], tell: Tell): void {
    const { kubeconfig, context: wanted } = this.config;
    const context = contexts.find(({ name, current }) =>
      wanted ? name === wanted : current,
    );
    if (context?.connection) {
      this.#follow(context.connection, tell);
    } else if (context) {
      tell.problem(`${kubeconfig}: ${context.problems.join('; ')}`);
    } else {
      tell.problem(
        `${kubeconfig} has no context ${wanted ?? 'that is current'}`,
      );
    }
  }

  #follow(management: ClusterConnection, tell: Tell): void {
    const connection = JSON.stringify(management);
    if (this.#followed?.connection === connection) {
      tell.problem(problemOf(this.#followed.reflector.state));
      return;
    }
    this.#followed?.client.close();
    const client = new HttpClusterClient(
      'management',
      management,
      this.options,
    );
    const reflector: Reflector<ClusterDefinition> = client.reflect({
      path: resourcePath({
        version: 'v1',
        namespace: this.config.namespace,
        resource: 'secrets',
      }),
      labelSelector: `${CLUSTER_SECRET_LABEL}=cluster`,
      pageSize: PAGE_SIZE,
      maxObjects: MAX_CLUSTERS,
      keep: secret => parseClusterSecret(secret, management),
      onChange: () => this.#tellSoon(reflector, tell),
      onSynced: () => this.#tellSoon(reflector, tell),
      onState: state => {
        if (state.phase !== 'stopped') tell.problem(problemOf(state));
      },
    });
    this.#followed = { client, connection, reflector };
  }

  /** Once for all that one answer changes. */
  #tellSoon(reflector: Reflector<ClusterDefinition>, tell: Tell): void {
    if (this.#telling) return;
    this.#telling = true;
    setImmediate(() => {
      this.#telling = false;
      if (reflector.state.phase !== 'stopped')
        tell.clusters([...reflector.values()]);
    });
  }
}

function problemOf({ error }: ReflectorState): string | undefined {
  return (
    error && `Cluster secrets are not followed at present: ${error.message}`
  );
}
