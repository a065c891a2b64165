/**
 * API key scopes: `<plugin>:<action>[:<resource pattern>]`. In a pattern `*` matches within one segment and `**` any
 * number of segments; segments are separated by `/`. `*` alone is all that the owner may. A part that is `*` (the plugin
 * or the action) matches any. A scope without a pattern reaches every resource of its action.
 */

/** A scope, taken apart. */
export interface Scope {
  plugin: string;
  action: string;
  /** Undefined: every resource. */
  resource?: string;
}

/** The scope that allows all that the owner may. */
export const ALL_SCOPES = '*';

/** The most scopes that one key can have, and the longest one, in characters. */
export const MAX_SCOPES = 50;
export const MAX_SCOPE_LENGTH = 256;

const NAME = /^(\*|[a-z0-9]([a-z0-9-]*[a-z0-9])?)$/;
const RESOURCE = /^[A-Za-z0-9._~*@+=-]+(\/[A-Za-z0-9._~*@+=-]+)*$/;

/** Takes a scope apart; undefined where it is not one. */
export function parseScope(text: string): Scope | undefined {
  if (text.length > MAX_SCOPE_LENGTH) return undefined;
  if (text === ALL_SCOPES) return { plugin: '*', action: '*' };
  const [plugin, action, ...rest] = text.split(':');
  if (!NAME.test(plugin) || action === undefined || !NAME.test(action)) {
    return undefined;
  }
  if (rest.length === 0) return { plugin, action };
  const resource = rest.join(':');
  if (!RESOURCE.test(resource)) return undefined;
  // `**` stands for whole segments; inside one it would mean two different things.
  if (resource.split('/').some(s => s.includes('**') && s !== '**')) {
    return undefined;
  }
  return { plugin, action, resource };
}

/**
 * Whether the scopes allow an action on a resource; without a resource: whether they allow it on any. Of the same array it
 * can be asked for thousands of resources: the scopes are taken apart once.
 */
export function scopesAllow(
  scopes: readonly string[],
  plugin: string,
  action: string,
  resource?: string,
): boolean {
  const patterns = resourcePatterns(scopes, plugin, action);
  return resource === undefined
    ? patterns.length > 0
    : anyReaches(patterns, resource);
}

/** A pattern of resources by its segments; undefined: every resource. */
type ResourcePattern = string[] | undefined;

/** By the plugin and the action that they were asked for. */
const patternsOf = new WeakMap<
  readonly string[],
  Map<string, ResourcePattern[]>
>();

function resourcePatterns(
  scopes: readonly string[],
  plugin: string,
  action: string,
): ResourcePattern[] {
  let byAction = patternsOf.get(scopes);
  if (!byAction) patternsOf.set(scopes, (byAction = new Map()));
  const asked = `${plugin}:${action}`;
  let patterns = byAction.get(asked);
  if (!patterns) {
    patterns = parsePatterns(scopes, plugin, action);
    byAction.set(asked, patterns);
  }
  return patterns;
}

function parsePatterns(
  scopes: readonly string[],
  plugin: string,
  action: string,
): ResourcePattern[] {
  return scopes.flatMap(text => {
    const scope = parseScope(text);
    return scope !== undefined &&
      partMatches(scope.plugin, plugin) &&
      partMatches(scope.action, action)
      ? [scope.resource?.split('/')]
      : [];
  });
}

function anyReaches(
  patterns: readonly ResourcePattern[],
  resource: string,
): boolean {
  return patterns.some(
    pattern =>
      pattern === undefined || patternCovers(pattern, resource.split('/')),
  );
}

/** Whether the scopes name a plugin at all. */
export function scopesMention(
  scopes: readonly string[],
  plugin: string,
): boolean {
  return scopes.some(text => {
    const scope = parseScope(text);
    return scope !== undefined && partMatches(scope.plugin, plugin);
  });
}

/** Whether each of `narrower` is allowed by one of `wider`: what a key may give away. */
export function scopesCover(
  wider: readonly string[],
  narrower: readonly string[],
): boolean {
  return narrower.every(n => {
    const inner = parseScope(n);
    return (
      inner !== undefined &&
      wider.some(w => {
        const outer = parseScope(w);
        return outer !== undefined && covers(outer, inner);
      })
    );
  });
}

function covers(outer: Scope, inner: Scope): boolean {
  if (!partMatches(outer.plugin, inner.plugin)) return false;
  if (!partMatches(outer.action, inner.action)) return false;
  if (outer.resource === undefined) return true;
  if (inner.resource === undefined) return false;
  return patternCovers(outer.resource.split('/'), inner.resource.split('/'));
}

/** `*` is any name; a name that holds a pattern itself is only covered by `*` or by itself. */
function partMatches(pattern: string, name: string): boolean {
  return pattern === '*' || pattern === name;
}

/** Whether every path that `inner` matches is matched by `outer`; a path without wildcards is a pattern of one. */
function patternCovers(outer: string[], inner: string[]): boolean {
  // reached[i]: outer[0..i) covers the segments of inner that were read so far.
  let reached = closure(outer, new Set([0]));
  for (const segment of inner) {
    const next = new Set<number>();
    for (const i of reached) {
      const part = outer[i];
      if (part === undefined) continue;
      if (part === '**') next.add(i);
      else if (segment !== '**' && segmentCovers(part, segment)) {
        next.add(i + 1);
      }
    }
    if (next.size === 0) return false;
    reached = closure(outer, next);
  }
  return reached.has(outer.length);
}

/** `**` also stands for no segment. */
function closure(outer: string[], states: Set<number>): Set<number> {
  for (const i of states) if (outer[i] === '**') states.add(i + 1);
  return states;
}

/** Greedy matching of one segment; a `*` of `inner` is a character that only a `*` of `outer` takes. */
function segmentCovers(outer: string, inner: string): boolean {
  let o = 0;
  let i = 0;
  let star = -1;
  let retry = 0;
  while (i < inner.length) {
    if (outer[o] === '*') {
      star = o;
      o += 1;
      retry = i;
    } else if (o < outer.length && outer[o] === inner[i]) {
      o += 1;
      i += 1;
    } else if (star >= 0) {
      o = star + 1;
      retry += 1;
      i = retry;
    } else {
      return false;
    }
  }
  while (outer[o] === '*') o += 1;
  return o === outer.length;
}
