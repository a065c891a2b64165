/* eslint-disable jest/no-export, jest/valid-describe-callback, jest/no-disabled-tests, jest/expect-expect --
   this makes suites for test files, and is none */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names a folder with `server-url` and `admin-password` of a throw-away Argo CD that runs on the cluster `mgmt`. */
export const ARGOCD_VARIABLE = 'WHEELHOUSE_TEST_ARGOCD';

/** Asks Argo CD's API, signed in as its administrator. */
export type AskArgocd = (
  method: string,
  path: string,
  body?: object,
) => Promise<any>;

/** A suite on a real Argo CD. Where there is none it stands as skipped, so that reports say so. */
export function describeRealArgocd(
  name: string,
  suite: (ask: AskArgocd) => void,
): void {
  const folder = process.env[ARGOCD_VARIABLE];
  describe(`${name} on a real Argo CD`, () => {
    if (folder) {
      suite(createAsk(folder));
    } else {
      it.skip(`needs ${ARGOCD_VARIABLE}, a folder with server-url and admin-password`, () => {});
    }
  });
}

function createAsk(folder: string): AskArgocd {
  const read = (file: string) =>
    readFileSync(join(folder, file), 'utf8').trim();
  const send = async (
    method: string,
    path: string,
    body?: object,
    token?: string,
  ) => {
    const answer = await fetch(`${read('server-url')}/api/v1/${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`Argo CD answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  };
  let session: Promise<{ token: string }> | undefined;
  return async (method, path, body) => {
    session ??= send('POST', 'session', {
      username: 'admin',
      password: read('admin-password'),
    });
    return send(method, path, body, (await session).token);
  };
}
