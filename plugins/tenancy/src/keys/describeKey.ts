import {
  ALL_SCOPES,
  parseScope,
  type Scope,
  type ScopeDeclarationSummary,
} from '@wheelhouse/plugin-tenancy-common';

/** What of a key its sentence is made from. */
export interface DescribedKey {
  scopes: readonly string[];
  owner: string;
  /** ISO 8601; null: never. */
  expires: string | null;
}

/**
 * What a key can do and until when, as a sentence without its subject: `may read your clusters and restart deployments
 * in dev/payments until 3 March`. Dates are those of the reader's own time zone.
 */
export function describeKey(
  key: DescribedKey,
  declarations: readonly ScopeDeclarationSummary[],
  now: Date = new Date(),
): string {
  const rights = describeRights(key, declarations);
  if (key.expires === null) return `may ${rights}, with no end`;
  const end = new Date(key.expires);
  if (end <= now) return `could ${rights}; ended on ${formatDay(end, now)}`;
  return `may ${rights} until ${formatDay(end, now)}`;
}

/** What scopes allow: `read your clusters and restart deployments in dev/payments`. */
export function describeRights(
  key: Pick<DescribedKey, 'scopes' | 'owner'>,
  declarations: readonly ScopeDeclarationSummary[],
): string {
  if (key.scopes.includes(ALL_SCOPES)) {
    return key.owner.startsWith('group:')
      ? `do all that members of ${key.owner.slice('group:'.length)} may`
      : 'do all that you may';
  }
  // Insertion order is the order of the scopes, so that the sentence does not jump when a scope is added.
  const places = new Map<string, Set<string>>();
  for (const text of key.scopes) {
    const scope = parseScope(text);
    if (!scope) continue;
    for (const { what, where } of describeScope(scope, declarations)) {
      const known = places.get(what) ?? new Set();
      places.set(what, known.add(where));
    }
  }
  if (places.size === 0) return 'do nothing';
  return inWords(
    [...places].map(([what, where]) =>
      // The empty place is every place, beside which no other needs to be named.
      where.has('') ? what : `${what} ${inOnePhrase([...where])}`,
    ),
  );
}

interface Right {
  what: string;
  /** Empty: everywhere. */
  where: string;
}

function describeScope(
  scope: Scope,
  declarations: readonly ScopeDeclarationSummary[],
): Right[] {
  const declared = declarations.filter(
    d =>
      (scope.plugin === '*' || scope.plugin === d.plugin) &&
      (scope.action === '*' || scope.action === d.action),
  );
  if (declared.length === 0 || scope.plugin === '*') {
    return [{ what: describeUndeclared(scope), where: describePlace(scope) }];
  }
  return declared.map(d => describeDeclared(scope, d));
}

function describeUndeclared({ plugin, action }: Scope): string {
  if (plugin === '*' && action === '*') return 'do everything';
  if (plugin === '*') return `do “${action}” everywhere`;
  if (action === '*') return `do everything in ${plugin}`;
  return `do “${action}” in ${plugin}`;
}

function describePlace({ resource }: Scope): string {
  return resource === undefined || resource === '**' ? '' : `at ${resource}`;
}

function describeDeclared(
  scope: Scope,
  declaration: ScopeDeclarationSummary,
): Right {
  const everywhere = { what: declaration.description, where: '' };
  if (scope.resource === undefined || !declaration.resource) return everywhere;
  const template = declaration.resource.split('/');
  const pattern = fillUp(scope.resource.split('/'), template.length);
  if (!pattern) {
    return { ...everywhere, where: describePlace(scope) };
  }
  let { description } = declaration;
  const place: string[] = [];
  const rest: string[] = [];
  template.forEach((label, index) => {
    const value = pattern[index];
    if (label === '<kind>') {
      if (value === '*') return;
      if (description.includes('workloads')) {
        description = description.replace('workloads', value);
      } else {
        rest.push(`of kind ${value}`);
      }
    } else if (index === template.length - 1) {
      if (value !== '*') rest.push(`named ${value}`);
    } else {
      place.push(value);
    }
  });
  while (place[place.length - 1] === '*') place.pop();
  if (place.length > 0) rest.push(`in ${place.join('/')}`);
  return { what: description, where: rest.join(' ') };
}

/** Makes a pattern as long as its template by what a last `**` stands for; undefined where that does not do. */
function fillUp(pattern: string[], length: number): string[] | undefined {
  const filled = [...pattern];
  if (filled[filled.length - 1] === '**') {
    filled.pop();
    while (filled.length < length) filled.push('*');
  }
  return filled.length === length && !filled.includes('**')
    ? filled
    : undefined;
}

/** `in dev` and `in staging` are `in dev and staging`. */
function inOnePhrase(places: string[]): string {
  return places.every(place => place.startsWith('in '))
    ? `in ${inWords(places.map(place => place.slice(3)))}`
    : inWords(places);
}

function inWords(parts: string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

function formatDay(date: Date, now: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: date.getFullYear() === now.getFullYear() ? undefined : 'numeric',
  }).format(date);
}
