import { IncomingMessage, ServerResponse } from 'node:http';
import { Caller } from './authentication';
import { badRequest, forbidden, methodNotAllowed, noSuchPath } from './errors';
import { Format, formatFor } from './format';
import { list, matcher } from './list';
import { ObjectApi } from './objects';
import { applyPatch } from './patch';
import { ApiRequest, queryFlag, queryNumber, readJson } from './request';
import { groupVersion } from './resources';
import { sendJson } from './sendJson';
import { ObjectStore } from './store';
import { KubeObject, ObjectInput, Pod } from './types';
import { validateIdentity } from './validation';
import { watch } from './watch';

/** What answers requests for a pod's log. */
export type LogHandler = (
  pod: Pod,
  query: URLSearchParams,
  response: ServerResponse,
) => void;

/** What requests for objects are answered from. */
export interface ResourceContext {
  store: ObjectStore;
  objects: ObjectApi;
  logs: LogHandler;
  /** How often a watch gets a bookmark, in real milliseconds. */
  bookmarkEvery: number;
}

/** One request for objects. */
export class ResourceRequest {
  readonly #format: Format;
  readonly #dryRun: boolean;
  readonly #manager: string;

  constructor(
    private readonly context: ResourceContext,
    private readonly caller: Caller,
    private readonly asked: ApiRequest,
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
  ) {
    this.#format = formatFor(request.headers.accept ?? '*/*', asked.query);
    this.#dryRun = asked.query.get('dryRun') === 'All';
    this.#manager =
      asked.query.get('fieldManager') ||
      (request.headers['user-agent'] ?? 'unknown').split('/')[0];
  }

  async answer(): Promise<void> {
    const { name, subresource, query } = this.asked;
    // Of one object, a real server leaves it at the object.
    const watched =
      queryFlag(query, 'watch') && this.request.method === 'GET' && !name;
    const verb = this.#verb(watched);
    this.#authorize(verb);
    if (watched) {
      const { store, bookmarkEvery } = this.context;
      watch(this.asked, {
        store,
        bookmarkEvery,
        response: this.response,
        format: this.#format,
      });
      return;
    }
    if (subresource === 'log' && this.asked.resource.plural === 'pods') {
      this.context.logs(this.#current() as Pod, query, this.response);
      return;
    }
    if (subresource && !this.#isStatus()) throw noSuchPath();
    await this.#act(verb);
  }

  async #act(verb: string): Promise<void> {
    switch (verb) {
      case 'list':
        this.#send(
          this.#format.list(
            this.asked.resource,
            list(this.context.store, this.asked),
          ),
        );
        return;
      case 'get':
        this.#sendObject(this.#current());
        return;
      case 'create':
        this.#sendObject(await this.#create(), 201);
        return;
      case 'update':
        this.#sendObject(await this.#replace());
        return;
      case 'patch':
        this.#sendObject(await this.#patch());
        return;
      case 'delete':
        await this.#delete();
        return;
      default:
        await this.#deleteCollection();
    }
  }

  async #create(): Promise<KubeObject> {
    const input = await this.#input();
    // The status of what runs is not for whoever asks for it to say.
    if (this.asked.resource.statusSubresource) delete input.status;
    const { namespace } = this.asked;
    if (
      input.metadata.namespace !== undefined &&
      input.metadata.namespace !== namespace
    ) {
      throw badRequest(
        'the namespace of the provided object does not match the namespace sent on the request',
      );
    }
    return this.context.objects.create(
      {
        ...input,
        metadata: { ...input.metadata, ...(namespace && { namespace }) },
      },
      this.#writing(),
    );
  }

  async #replace(): Promise<KubeObject> {
    const input = await this.#input();
    return this.context.objects.update(
      this.#current(),
      () => input,
      this.#writing(),
    );
  }

  async #patch(): Promise<KubeObject> {
    const type = (this.request.headers['content-type'] ?? '')
      .split(';')[0]
      .trim();
    const patch = await readJson(this.request);
    return this.context.objects.update(
      this.#current(),
      current => {
        const next = applyPatch(this.asked.resource, current, type, patch);
        validateIdentity(this.asked.resource, next, current);
        return next;
      },
      this.#writing(),
    );
  }

  async #delete(): Promise<void> {
    const { resource, name } = this.asked;
    const options = (await readJson(this.request)) as
      | { gracePeriodSeconds?: number; preconditions?: { uid?: string } }
      | undefined;
    const current = this.#current();
    const deleted = this.context.objects.delete(current, {
      gracePeriodSeconds:
        options?.gracePeriodSeconds ??
        queryNumber(this.asked.query, 'gracePeriodSeconds'),
      dryRun: this.#dryRun,
    });
    // What goes on for a while is shown as it goes.
    if (['pods', 'namespaces'].includes(resource.plural)) {
      this.#sendObject(deleted);
      return;
    }
    this.#send({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: {
        name,
        ...(resource.group && { group: resource.group }),
        kind: resource.plural,
        uid: current.metadata.uid,
      },
    });
  }

  async #deleteCollection(): Promise<void> {
    await readJson(this.request);
    const { resource, namespace } = this.asked;
    const matches = matcher(this.asked);
    const items = this.context.store.list(resource, namespace).filter(matches);
    for (const item of items) {
      this.context.objects.delete(item, { dryRun: this.#dryRun });
    }
    this.#send(
      this.#format.list(resource, {
        items,
        resourceVersion: String(this.context.store.revision),
      }),
    );
  }

  #verb(watched: boolean): string {
    const { name } = this.asked;
    if (watched) return 'watch';
    switch (this.request.method) {
      case 'GET':
      case 'HEAD':
        return name ? 'get' : 'list';
      case 'POST':
        if (!name) return 'create';
        throw methodNotAllowed();
      case 'PUT':
        if (name) return 'update';
        throw methodNotAllowed();
      case 'PATCH':
        if (name) return 'patch';
        throw methodNotAllowed();
      case 'DELETE':
        return name ? 'delete' : 'deletecollection';
      default:
        throw methodNotAllowed();
    }
  }

  #authorize(verb: string): void {
    const { resource, subresource, namespace, name } = this.asked;
    const allowed = this.caller.may({
      verb,
      group: resource.group,
      resource: subresource
        ? `${resource.plural}/${subresource}`
        : resource.plural,
      namespace,
      name,
    });
    if (!allowed) {
      throw forbidden(
        this.caller.user,
        verb,
        resource,
        subresource,
        namespace,
        name,
      );
    }
  }

  #isStatus(): boolean {
    return (
      this.asked.subresource === 'status' &&
      this.asked.resource.statusSubresource
    );
  }

  #current(): KubeObject {
    const { resource, namespace, name } = this.asked;
    return this.context.objects.get(resource, namespace, name!);
  }

  #writing() {
    return {
      manager: this.#manager,
      dryRun: this.#dryRun,
      ...(this.#isStatus() && { subresource: 'status' as const }),
    };
  }

  async #input(): Promise<ObjectInput> {
    const body = await readJson(this.request);
    const { resource } = this.asked;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw badRequest('the object provided is unrecognized');
    }
    const input = { metadata: {}, ...body } as Partial<ObjectInput>;
    const version = input.apiVersion ?? groupVersion(resource);
    const kind = input.kind ?? resource.kind;
    if (version !== groupVersion(resource) || kind !== resource.kind) {
      throw badRequest(
        `the API version in the data (${version}, Kind=${kind}) does not match the expected API version (${groupVersion(
          resource,
        )}, Kind=${resource.kind})`,
      );
    }
    return {
      ...input,
      metadata: input.metadata ?? {},
      apiVersion: version,
      kind,
    };
  }

  #sendObject(object: KubeObject, code = 200): void {
    this.#send(this.#format.object(this.asked.resource, object), code);
  }

  #send(body: unknown, code = 200): void {
    sendJson(this.response, code, body, this.#format.contentType);
  }
}
