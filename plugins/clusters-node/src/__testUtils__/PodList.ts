import type { ServerResponse } from 'node:http';
import type { KubernetesObject } from '../reflector/types';
import { Answer, failure, json, RecordedRequest } from './ApiServer';

interface Event {
  type: string;
  resourceVersion: number;
  object: object;
}

/** A list of pods that is served and watched as an API server does, and badly on demand. */
export class PodList {
  readonly lists: RecordedRequest[] = [];
  readonly watches: RecordedRequest[] = [];
  /** Answer the next lists and watches, each with one of these. */
  readonly badLists: Answer[] = [];
  readonly badWatches: Answer[] = [];
  #resourceVersion = 100;
  /** Watches from before are told that it is gone. */
  #oldest = 0;
  readonly #pods = new Map<string, KubernetesObject>();
  readonly #events: Event[] = [];
  readonly #watching = new Map<ServerResponse, number>();

  set(name: string, node = 'node-1'): void {
    this.#resourceVersion += 1;
    const pod = {
      metadata: {
        name,
        namespace: 'shop',
        uid: name,
        resourceVersion: String(this.#resourceVersion),
        managedFields: [{ manager: 'kubelet' }],
      },
      spec: { nodeName: node },
    };
    const type = this.#pods.has(name) ? 'MODIFIED' : 'ADDED';
    this.#pods.set(name, pod);
    this.#publish(type, pod);
  }

  delete(name: string): void {
    const pod = this.#pods.get(name)!;
    this.#resourceVersion += 1;
    this.#pods.delete(name);
    this.#publish('DELETED', {
      ...pod,
      metadata: {
        ...pod.metadata,
        resourceVersion: String(this.#resourceVersion),
      },
    });
  }

  bookmark(): void {
    this.#publish('BOOKMARK', {
      metadata: { resourceVersion: String(this.#resourceVersion) },
    });
  }

  /** Forgets what happened, as after a compaction. */
  compact(): void {
    this.#oldest = this.#resourceVersion;
    this.#events.length = 0;
  }

  /** Ends the watches under way, as at their `timeoutSeconds`. */
  endWatches(): void {
    for (const res of this.#watching.keys()) res.end();
  }

  /** Sends some text in the watches under way. */
  disturb(text: string): void {
    for (const res of this.#watching.keys()) res.write(text);
  }

  /** Cuts the connections of the watches under way. */
  cutWatches(): void {
    for (const res of this.#watching.keys()) res.socket?.destroy();
  }

  names(): string[] {
    return [...this.#pods.keys()].sort();
  }

  readonly answer: Answer = (res, request) => {
    const watch = request.query.watch === 'true';
    (watch ? this.watches : this.lists).push(request);
    const bad = (watch ? this.badWatches : this.badLists).shift();
    if (bad) bad(res, request);
    else if (watch) this.#watch(res, request);
    else this.#list(res, request);
  };

  #list(res: ServerResponse, request: RecordedRequest) {
    const { limit, continue: from } = request.query;
    const all = [...this.#pods.values()];
    const begin = Number(from ?? 0);
    const end = begin + Number(limit);
    json({
      kind: 'PodList',
      metadata: {
        resourceVersion: String(this.#resourceVersion),
        continue: end < all.length ? String(end) : '',
      },
      items: all.slice(begin, end),
    })(res, request);
  }

  #watch(res: ServerResponse, request: RecordedRequest) {
    const from = Number(request.query.resourceVersion);
    if (from < this.#oldest) {
      failure(410, 'too old resource version')(res, request);
      return;
    }
    res.writeHead(200);
    res.flushHeaders();
    this.#watching.set(res, from);
    res.on('close', () => this.#watching.delete(res));
    for (const event of this.#events) {
      if (event.resourceVersion > from) send(res, event);
    }
  }

  #publish(type: string, object: object) {
    const event = { type, resourceVersion: this.#resourceVersion, object };
    if (type !== 'BOOKMARK') this.#events.push(event);
    for (const res of this.#watching.keys()) send(res, event);
  }
}

function send(res: ServerResponse, { type, object }: Event) {
  res.write(`${JSON.stringify({ type, object })}\n`);
}
