import { wrongUse } from '../exitCodes';

/** The address of a server as people write it, made whole. What is not encrypted is for this machine only. */
export function parseServer(text: string): string {
  let url: URL;
  try {
    url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    throw wrongUse(`${text} is no address of a server.`);
  }
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    throw wrongUse(`The server must be reached by https, not ${url.protocol}`);
  }
  if (url.username || url.password) {
    throw wrongUse('An address of a server has no user and no password.');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
