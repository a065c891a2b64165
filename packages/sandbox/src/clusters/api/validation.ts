import { isDeepStrictEqual } from 'node:util';
import { Cause, invalid } from './errors';
import { Resource } from './resources';
import { selects } from './selectors';
import { Deployment, KubeObject, ObjectInput } from './types';

const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const WORKLOADS = ['deployments', 'statefulsets', 'daemonsets', 'replicasets'];

const required = (field: string, message = 'Required value'): Cause => ({
  field,
  message,
  reason: 'FieldValueRequired',
});
const wrong = (field: string, value: unknown, why: string): Cause => ({
  field,
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  reason: 'FieldValueInvalid',
});

/** Refuses a patch that would make another object of it. @throws ApiError 422 */
export function validateIdentity(
  resource: Resource,
  { metadata: { uid } }: ObjectInput,
  { metadata }: KubeObject,
): void {
  if (uid === metadata.uid) return;
  throw invalid(resource, metadata.name, [
    wrong('metadata.uid', uid, 'field is immutable'),
  ]);
}

/** Refuses an object that its kind does not allow, as far as the simulation would stumble over it. @throws ApiError 422 */
export function validate(
  resource: Resource,
  object: ObjectInput,
  previous?: KubeObject,
): void {
  const causes = [
    ...validateMetadata(object),
    ...(WORKLOADS.includes(resource.plural)
      ? validateWorkload(object as Deployment, previous as Deployment)
      : []),
    ...(resource.plural === 'pods' ? validatePodSpec(object.spec, 'spec') : []),
  ];
  if (causes.length > 0) {
    throw invalid(resource, object.metadata.name ?? '', causes);
  }
}

function validateMetadata({ metadata }: ObjectInput): Cause[] {
  if (!metadata.name) {
    return [
      required(
        'metadata.name',
        'Required value: name or generateName is required',
      ),
    ];
  }
  return metadata.name.length <= 253 && SUBDOMAIN.test(metadata.name)
    ? []
    : [
        wrong(
          'metadata.name',
          metadata.name,
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        ),
      ];
}

function validateWorkload(
  object: Partial<Deployment>,
  previous: Deployment | undefined,
): Cause[] {
  const { spec } = object;
  if (!spec?.template) return [required('spec.template')];
  const { selector, template, replicas } = spec;
  const labels = template.metadata?.labels;
  const causes: Cause[] = [];
  if (!selector) causes.push(required('spec.selector'));
  if (
    replicas !== undefined &&
    !(Number.isInteger(replicas) && replicas >= 0)
  ) {
    causes.push(
      wrong('spec.replicas', replicas, 'must be greater than or equal to 0'),
    );
  }
  if (!selector || !selects(selector, labels)) {
    causes.push(
      wrong(
        'spec.template.metadata.labels',
        labels ?? null,
        '`selector` does not match template `labels`',
      ),
    );
  }
  causes.push(...validatePodSpec(template.spec, 'spec.template.spec'));
  if (previous && !isDeepStrictEqual(previous.spec.selector, selector)) {
    causes.push(wrong('spec.selector', selector, 'field is immutable'));
  }
  return causes;
}

function validatePodSpec(spec: unknown, path: string): Cause[] {
  const containers = (
    spec as { containers?: { name?: string; image?: string }[] }
  )?.containers;
  if (!Array.isArray(containers) || containers.length === 0) {
    return [required(`${path}.containers`)];
  }
  return containers.flatMap(({ name, image }, index) => [
    ...(name ? [] : [required(`${path}.containers[${index}].name`)]),
    ...(image ? [] : [required(`${path}.containers[${index}].image`)]),
  ]);
}
