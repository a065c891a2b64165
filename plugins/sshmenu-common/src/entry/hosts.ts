/**
 * Hosts, user names, jump hosts and forwards: what ends as an argument of `ssh`. The rules are narrower than OpenSSH's,
 * so that what passes is harmless to `ssh`, to a shell and to a terminal, wherever else it may be pasted.
 */
import { escapeForDisplay } from './text';

/** A host with whom to be there and at which port. */
export interface Target {
  user?: string;
  host: string;
  port?: number;
}

/** A forward, taken apart. */
export interface Forward {
  kind: 'L' | 'R' | 'D';
  /** As `ssh` takes it after the option: `8080:db:5432`. */
  argument: string;
}

const HOST_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_.])?$/;
const ZONE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;
const USER = /^[A-Za-z0-9_][A-Za-z0-9._@:+=-]*$/;
const MAX_HOST = 255;
const MAX_USER = 64;
const MAX_JUMPS = 8;

/** What is wrong with a host, as the end of a sentence; undefined: nothing. */
export function hostProblem(host: string): string | undefined {
  if (host === '') return 'must not be empty';
  if (host.length > MAX_HOST) return `must have at most ${MAX_HOST} characters`;
  if (host.startsWith('-')) return 'must not begin with "-"';
  if (/[[\]]/.test(host)) {
    const inner = /^\[([^[\]]*)\]$/.exec(host)?.[1];
    return inner !== undefined && isIpv6(inner)
      ? undefined
      : 'may have brackets only around an IPv6 address';
  }
  if (host.includes(':')) {
    return isIpv6(host)
      ? undefined
      : 'has a ":" but is no IPv6 address; a port has a field of its own';
  }
  if (HOST_NAME.test(host)) {
    return host.includes('..') ? 'must not have two dots in a row' : undefined;
  }
  const bad = /[^A-Za-z0-9._-]/u.exec(host)?.[0];
  if (bad === undefined) return 'must begin and end with a letter or a digit';
  if (bad === '@') return 'must not have "@"; the user has a field of its own';
  return `must not have ${shown(
    bad,
  )}; letters, digits, ".", "-" and "_" are allowed, other names as xn--…`;
}

/** What is wrong with a user name, as the end of a sentence; undefined: nothing. */
export function userProblem(user: string): string | undefined {
  if (user === '') return 'must not be empty; leave it out for none';
  if (user.length > MAX_USER) return `must have at most ${MAX_USER} characters`;
  if (user.startsWith('-')) return 'must not begin with "-"';
  if (USER.test(user)) return undefined;
  const bad = /[^A-Za-z0-9._@:+=-]/u.exec(user)?.[0];
  return bad === undefined
    ? 'must begin with a letter, a digit or "_"'
    : `must not have ${shown(
        bad,
      )}; letters, digits and . _ @ : + = - are allowed`;
}

/** What is wrong with a port, as the end of a sentence; undefined: nothing. */
export function portProblem(port: unknown): string | undefined {
  return Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65_535
    ? undefined
    : 'must be a whole number from 1 to 65535';
}

/** What is wrong with a chain of jump hosts, as the end of a sentence; undefined: nothing. */
export function jumpProblem(jump: string): string | undefined {
  if (jump === '') return 'must not be empty; leave it out for none';
  const hops = jump.split(',');
  if (hops.length > MAX_JUMPS) return `must have at most ${MAX_JUMPS} hosts`;
  for (const hop of hops) {
    const { user, host, port } = splitTarget(hop);
    // A bare IPv6 address is taken apart at its last colon by ssh.
    const bare = host.includes(':') && !host.startsWith('[');
    const problem =
      (user !== undefined && userProblem(user)) ||
      hostProblem(host) ||
      (bare && 'must have an IPv6 address in brackets') ||
      (port !== undefined && portTextProblem(port));
    if (problem) return `(${shown(hop)}) ${problem}`;
  }
  return undefined;
}

/** The hosts of a chain that has no problem. */
export function parseJump(jump: string): Target[] {
  return jump.split(',').map(hop => {
    const { user, host, port } = splitTarget(hop);
    return { user, host, port: port === undefined ? undefined : Number(port) };
  });
}

/**
 * `[user@]host[:port]`, as people type it. The port is text and nothing is checked: see {@link hostProblem} and the
 * others.
 */
export function splitTarget(text: string): {
  user?: string;
  host: string;
  port?: string;
} {
  // As ssh does: a user name may hold an "@" itself.
  const at = text.lastIndexOf('@');
  const user = at < 0 ? undefined : text.slice(0, at);
  const rest = text.slice(at + 1);
  const bracketed = /^(\[[^\]]*\])(?::(.*))?$/s.exec(rest);
  if (bracketed) return { user, host: bracketed[1], port: bracketed[2] };
  const parts = rest.split(':');
  if (parts.length !== 2) return { user, host: rest };
  return { user, host: parts[0], port: parts[1] };
}

/** What is wrong with a forward, as the end of a sentence; undefined: nothing. */
export function forwardProblem(forward: string): string | undefined {
  const match = /^([LRD]) (.+)$/s.exec(forward);
  if (!match || forward.length > 600) {
    return `(${shown(
      forward,
    )}) must be like "L 8080:db:5432", "R 9000:localhost:3000" or "D 1080"`;
  }
  const [, kind, argument] = match;
  const parts = splitColons(argument);
  // Without a place to go to it is a proxy, which L cannot be; before all may stand where to listen.
  const allowed = { L: [3, 4], R: [1, 2, 3, 4], D: [1, 2] }[kind]!;
  if (!allowed.includes(parts.length)) {
    return `(${shown(forward)}) has ${parts.length} parts between ":"`;
  }
  const bind = parts.length % 2 === 0 ? parts.shift() : undefined;
  const [listen, host, port] = parts;
  const problem =
    (bind !== undefined &&
      bind !== '*' &&
      (hostProblem(bind) ?? bareIpv6Problem(bind))) ||
    portTextProblem(listen, kind === 'R') ||
    (host !== undefined && (hostProblem(host) ?? bareIpv6Problem(host))) ||
    (port !== undefined && portTextProblem(port));
  return problem ? `(${shown(forward)}) ${problem}` : undefined;
}

/** A forward that has no problem. */
export function parseForward(forward: string): Forward {
  return { kind: forward[0] as Forward['kind'], argument: forward.slice(2) };
}

/** Whether text is an IPv6 address, which may name a zone: `fe80::1%eth0`. */
export function isIpv6(text: string): boolean {
  const [address, zone, ...more] = text.split('%');
  if (more.length > 0 || (zone !== undefined && !ZONE.test(zone))) return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  const last = groups[groups.length - 1];
  const embedded = last?.includes('.') && !address.endsWith('::');
  if (embedded) {
    if (!isIpv4(last)) return false;
    groups.splice(-1, 1, '0', '0');
  }
  if (!groups.every(group => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255)
  );
}

/** At the colons outside of brackets. */
function splitColons(text: string): string[] {
  return text.split(/:(?![^[]*\])/);
}

function bareIpv6Problem(host: string): string | undefined {
  return host.includes(':') && !host.startsWith('[')
    ? 'must have an IPv6 address in brackets'
    : undefined;
}

function portTextProblem(text: string, zero = false): string | undefined {
  if (zero && text === '0') return undefined;
  return /^\d{1,5}$/.test(text) && !portProblem(Number(text))
    ? undefined
    : `has a port that ${portProblem(undefined)}`;
}

/** A piece of what was refused, for a message: short and without effect. */
function shown(text: string): string {
  return `"${escapeForDisplay(text, 40)}"`;
}
