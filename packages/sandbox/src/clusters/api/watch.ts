import { ServerResponse } from 'node:http';
import { ApiError } from './errors';
import { matcher } from './list';
import { Format } from './format';
import { ApiRequest, queryFlag, queryNumber } from './request';
import { groupVersion } from './resources';
import { Change, ObjectStore } from './store';
import { KubeObject } from './types';

/** Who reads nothing is not kept in memory for. */
const UNREAD_LIMIT = 16 * 1024 * 1024;

/** What a watch needs of its server. */
export interface WatchContext {
  store: ObjectStore;
  response: ServerResponse;
  format: Format;
  /** How often a watch that asked for bookmarks gets one, in real milliseconds. */
  bookmarkEvery: number;
}

/** Answers a watch: what there is or what has happened since, and then what happens, until its time is over. */
export function watch(request: ApiRequest, context: WatchContext): void {
  const { store, response, format } = context;
  const { resource, namespace, query } = request;
  const matches = matcher(request);
  const bookmarks = queryFlag(query, 'allowWatchBookmarks');
  const since = queryNumber(query, 'resourceVersion') ?? 0;
  const initial = since === 0 || queryFlag(query, 'sendInitialEvents');

  response.writeHead(200, {
    'content-type': format.contentType,
    'transfer-encoding': 'chunked',
  });

  const send = (type: string, object: unknown) => {
    response.write(`${JSON.stringify({ type, object })}\n`);
    if (response.writableLength > UNREAD_LIMIT) response.destroy();
  };
  const sendObject = (type: string, object: KubeObject) =>
    send(type, format.watched(resource, object));
  const bookmark = (annotations?: Record<string, string>) =>
    send('BOOKMARK', {
      kind: resource.kind,
      apiVersion: groupVersion(resource),
      metadata: {
        resourceVersion: String(store.revision),
        ...(annotations && { annotations }),
      },
    });
  const tell = (change: Change) => {
    if (change.resource !== resource) return;
    const is = change.type !== 'DELETED' && matches(change.object);
    const was = change.previous !== undefined && matches(change.previous);
    if (is) sendObject(was ? 'MODIFIED' : 'ADDED', change.object);
    // What no longer matches is gone, to this watch.
    else if (was) {
      sendObject('DELETED', {
        ...change.previous!,
        metadata: {
          ...change.previous!.metadata,
          resourceVersion: change.object.metadata.resourceVersion,
        },
      });
    }
  };

  try {
    if (initial) {
      for (const object of store.list(resource, namespace)) {
        if (matches(object)) sendObject('ADDED', object);
      }
      if (bookmarks) {
        bookmark({ 'k8s.io/initial-events-end': 'true' });
      }
    } else {
      store.changesAfter(resource, since).forEach(tell);
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    send('ERROR', error.status());
    response.end();
    return;
  }

  // The headers are an answer too, where nothing has happened yet.
  response.flushHeaders();
  const stopTelling = store.onChange(tell);
  const seconds =
    queryNumber(query, 'timeoutSeconds') || 1800 + Math.random() * 1800;
  const ticking = bookmarks
    ? setInterval(() => bookmark(), context.bookmarkEvery)
    : undefined;
  const ending = setTimeout(() => {
    stop();
    response.end();
  }, seconds * 1000);
  response.on('close', stop);

  function stop() {
    stopTelling();
    clearTimeout(ending);
    clearInterval(ticking);
  }
}
