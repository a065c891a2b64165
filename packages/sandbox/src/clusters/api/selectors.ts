import { badRequest } from './errors';
import { Resource } from './resources';
import { KubeEvent, KubeObject, LabelSelector, Pod } from './types';

type Matcher = (object: KubeObject) => boolean;

/** Reads `labelSelector` of a query: `app=web,tier in (a, b),!old`. @throws ApiError 400 */
export function parseLabelSelector(text: string): Matcher {
  const requirements = splitOutsideParentheses(text).map(parseRequirement);
  return ({ metadata }) =>
    requirements.every(matches => matches(metadata.labels ?? {}));
}

/** Whether an object's selector, as in a Deployment's spec, selects these labels. */
export function selects(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: Record<string, string> = {},
): boolean {
  return (
    Object.entries(matchLabels).every(
      ([name, value]) => labels[name] === value,
    ) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      switch (operator) {
        case 'In':
          return key in labels && values.includes(labels[key]);
        case 'NotIn':
          return !(key in labels && values.includes(labels[key]));
        case 'Exists':
          return key in labels;
        default:
          return !(key in labels);
      }
    })
  );
}

/** A selector as text: `app=web,tier in (a,b)`. */
export function selectorText(selector: LabelSelector): string {
  return [
    ...Object.entries(selector.matchLabels ?? {}).map(
      ([name, value]) => `${name}=${value}`,
    ),
    ...(selector.matchExpressions ?? []).map(({ key, operator, values }) => {
      if (operator === 'Exists') return key;
      if (operator === 'DoesNotExist') return `!${key}`;
      return `${key} ${operator.toLowerCase()} (${(values ?? []).join(',')})`;
    }),
  ].join(',');
}

type Reader = (object: KubeObject) => string;
const METADATA: Record<string, Reader> = {
  'metadata.name': ({ metadata }) => metadata.name,
  'metadata.namespace': ({ metadata }) => metadata.namespace ?? '',
};
const ofPod = (read: (pod: Pod) => string | undefined): Reader => {
  return object => read(object as Pod) ?? '';
};
const ofEvent = (read: (event: KubeEvent) => string | undefined): Reader => {
  return object => read(object as KubeEvent) ?? '';
};
const FIELDS: Record<string, Record<string, Reader>> = {
  pods: {
    'spec.nodeName': ofPod(pod => pod.spec.nodeName),
    'spec.restartPolicy': ofPod(pod => String(pod.spec.restartPolicy ?? '')),
    'status.phase': ofPod(pod => pod.status.phase),
    'status.podIP': ofPod(pod => pod.status.podIP),
  },
  events: {
    'involvedObject.kind': ofEvent(event => event.involvedObject.kind),
    'involvedObject.name': ofEvent(event => event.involvedObject.name),
    'involvedObject.namespace': ofEvent(
      event => event.involvedObject.namespace,
    ),
    'involvedObject.uid': ofEvent(event => event.involvedObject.uid),
    'involvedObject.apiVersion': ofEvent(
      event => event.involvedObject.apiVersion,
    ),
    'involvedObject.resourceVersion': ofEvent(
      event => event.involvedObject.resourceVersion,
    ),
    'involvedObject.fieldPath': ofEvent(
      event => event.involvedObject.fieldPath,
    ),
    reason: ofEvent(event => event.reason),
    source: ofEvent(event => event.source.component),
    type: ofEvent(event => event.type),
  },
  secrets: { type: object => String(object.type ?? '') },
  namespaces: {
    'status.phase': object =>
      String((object.status as { phase?: string })?.phase ?? ''),
  },
  nodes: {
    'spec.unschedulable': object =>
      String(
        (object.spec as { unschedulable?: boolean })?.unschedulable ?? false,
      ),
  },
};

function splitOutsideParentheses(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(Boolean);
}

const NAME = /^[A-Za-z0-9]([-\w./]*[A-Za-z0-9])?$/;

function parseRequirement(
  text: string,
): (labels: Record<string, string>) => boolean {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (set && NAME.test(set[1])) {
    const values = set[3].split(',').map(value => value.trim());
    const within = set[2] === 'in';
    return labels =>
      within
        ? set[1] in labels && values.includes(labels[set[1]])
        : !(set[1] in labels && values.includes(labels[set[1]]));
  }
  const equality = /^([^=!\s]+)\s*(==|=|!=)\s*([^=!\s]*)$/.exec(text);
  if (equality && NAME.test(equality[1])) {
    const [, name, operator, value] = equality;
    return labels => (labels[name] === value) === (operator !== '!=');
  }
  const presence = /^(!?)\s*(\S+)$/.exec(text);
  if (presence && NAME.test(presence[2])) {
    return labels => presence[2] in labels === (presence[1] === '');
  }
  throw badRequest(
    `unable to parse requirement: found '${text}', expected: '=', '!=', '==', 'in', 'notin'`,
  );
}

/** Reads `fieldSelector` of a query, for the fields that the kind can be selected by. @throws ApiError 400 */
export function parseFieldSelector(text: string, resource: Resource): Matcher {
  const requirements = text
    .split(',')
    .filter(Boolean)
    .map(each => {
      const [, field, operator, value] =
        /^([^=!]+)(!=|==|=)(.*)$/.exec(each) ?? [];
      if (!field) {
        throw badRequest(
          `invalid selector: '${text}'; can't understand '${each}'`,
        );
      }
      const read = FIELDS[resource.plural]?.[field] ?? METADATA[field];
      if (!read) {
        throw badRequest(`field label not supported: ${field}`);
      }
      return { read, value, equal: operator !== '!=' };
    });
  return object =>
    requirements.every(
      ({ read, value, equal }) => (read(object) === value) === equal,
    );
}
