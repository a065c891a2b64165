import { InputError } from '@backstage/errors';
import Bowser from 'bowser';

/** Ties a sign-in to the browser that began it. */
export const ATTEMPT_COOKIE = 'wheelhouse-sign-in';
/** Remembers which place this browser is, from one sign-in to the next. */
export const BROWSER_COOKIE = 'wheelhouse-browser';
export const ATTEMPT_COOKIE_MS = 10 * 60_000;
export const BROWSER_COOKIE_MS = 400 * 24 * 60 * 60_000;

const LOOPBACK_REDIRECT = /^http:\/\/(127\.0\.0\.1|\[::1\]):\d{1,5}(\/|$)/;

/** What people call a browser: `Firefox on Linux`. */
export function browserName(userAgent: string | undefined): string {
  if (!userAgent) return 'Browser';
  try {
    const { browser, os } = Bowser.parse(userAgent.slice(0, 512));
    const name = browser.name || 'Browser';
    return os.name ? `${name} on ${os.name}` : name;
  } catch {
    return 'Browser';
  }
}

/**
 * The address of a page of the portal, whole, so that no browser can read another host into it.
 *
 * @throws InputError where it is of another origin.
 */
export function pageOfPortal(redirect: string, appUrl: string): string {
  const base = new URL(appUrl);
  const url = URL.canParse(redirect, base)
    ? new URL(redirect, base)
    : undefined;
  // A backslash and control characters are read differently by different browsers.
  const plain = /^[\x21-\x5b\x5d-\x7e]*$/.test(redirect);
  const host = /^(\/(?!\/)|https?:\/\/)/.test(redirect);
  if (
    !plain ||
    !host ||
    url?.origin !== base.origin ||
    url.username ||
    url.password
  ) {
    throw new InputError(
      'redirect: must be a page of this portal, such as /account',
    );
  }
  return url.href;
}

/**
 * Checks where a native client wants its code (RFC 8252 §7.3): the loopback by number, any port.
 *
 * @throws InputError
 */
export function checkLoopbackRedirect(redirectUri: string): string {
  const url =
    LOOPBACK_REDIRECT.test(redirectUri) && URL.canParse(redirectUri)
      ? new URL(redirectUri)
      : undefined;
  if (!url || url.username || url.password || url.hash) {
    throw new InputError(
      'redirect_uri: must be http://127.0.0.1:PORT/… of this machine',
    );
  }
  return url.href;
}
