import { IncomingMessage, ServerResponse } from 'node:http';
import { Authentication } from './authentication';
import { discover, discoveryType, openApi } from './discovery';
import { ApiError, forbiddenPath } from './errors';
import { parseUrl } from './request';
import { ResourceContext, ResourceRequest } from './resourceRequest';
import { sendJson } from './sendJson';

/** What a router answers from. */
export interface RouterContext extends ResourceContext {
  /** What `/version` says. */
  version: string;
  authentication: Authentication;
}

/** Answers every request that an API server of these kinds answers. */
export function createApiHandler(context: RouterContext) {
  return async (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('cache-control', 'no-cache, private');
    try {
      await handle(context, request, response);
    } catch (error) {
      const known =
        error instanceof ApiError
          ? error
          : new ApiError(500, 'InternalError', `Internal error: ${error}`);
      if (response.headersSent) response.destroy();
      else sendJson(response, known.code, known.status());
    }
  };
}

async function handle(
  context: RouterContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://server');
  const accept = request.headers.accept ?? '*/*';
  if (answerPublic(context, url.pathname, response)) return;
  const caller = context.authentication.demand(request.headers.authorization);

  const description =
    request.method === 'GET' &&
    (discover(url.pathname, accept) ?? openApi(url.pathname));
  if (description) {
    if (caller.anonymous) throw forbiddenPath(caller.user, url.pathname);
    const type = discoveryType(url.pathname, accept);
    sendJson(response, 200, description, type);
    return;
  }
  const asked = parseUrl(url);
  await new ResourceRequest(context, caller, asked, request, response).answer();
}

/** What a real one tells everybody. */
function answerPublic(
  { version }: RouterContext,
  path: string,
  response: ServerResponse,
): boolean {
  if (/^\/(healthz|livez|readyz)$/.test(path)) {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('ok');
    return true;
  }
  if (path !== '/version') return false;
  const [major, minor] = version.slice(1).split('.');
  sendJson(response, 200, {
    major,
    minor,
    gitVersion: version,
    gitCommit: '0'.repeat(40),
    gitTreeState: 'clean',
    buildDate: '2026-01-01T00:00:00Z',
    goVersion: 'go1.26.0',
    compiler: 'gc',
    platform: 'linux/amd64',
  });
  return true;
}
