import { InputError } from '@backstage/errors';
import type { Request, Response } from 'express';
import { PreconditionRequiredError } from './errors';

/**
 * Answers with something that has a version, which is also its ETag. It is sent whatever the client has of it already: the
 * version is of what is changed with it, and other parts may move without it, such as how often an entry was used.
 */
export function sendVersioned(
  response: Response,
  body: { version: number },
): void {
  response.setHeader('ETag', `"${body.version}"`);
  // Express would answer 304 to it.
  delete response.req.headers['if-none-match'];
  response.json(body);
}

/**
 * Reads which version a change is for, as `sendVersioned` told it; `*`: whichever it is.
 * @throws PreconditionRequiredError without `If-Match`, InputError when it cannot be a version.
 */
export function parseIfMatch(request: Request): number | '*' {
  const header = request.get('if-match');
  if (header === undefined) {
    throw new PreconditionRequiredError(
      'Send the version that the change is for, as If-Match: "<version>"',
    );
  }
  if (header.trim() === '*') return '*';
  const version = header.match(/^\s*(?:W\/)?"?(\d{1,9})"?\s*$/)?.[1];
  if (version === undefined) {
    throw new InputError('If-Match: must be a version such as "3"');
  }
  return Number(version);
}
