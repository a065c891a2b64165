import { qualifiedName, Resource } from './resources';

/** An answer other than success, in the form that API servers give it. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: object;
  status: 'Failure';
  message: string;
  reason: string;
  details?: object;
  code: number;
}

/** What the simulated server refuses, with the words and codes of a real one. */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: object,
  ) {
    super(message);
  }

  /** The body of the answer. */
  status(): Status {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details && { details: this.details }),
      code: this.code,
    };
  }
}

const detailsOf = ({ group, plural }: Resource, name: string) => ({
  name,
  ...(group && { group }),
  kind: plural,
});

export const unauthorized = () =>
  new ApiError(401, 'Unauthorized', 'Unauthorized');

export const forbidden = (
  user: string,
  verb: string,
  resource: Resource,
  subresource: string | undefined,
  namespace: string | undefined,
  name: string | undefined,
) =>
  new ApiError(
    403,
    'Forbidden',
    `${qualifiedName(resource)}${
      name ? ` "${name}"` : ''
    } is forbidden: User "${user}" cannot ${verb} resource "${resource.plural}${
      subresource ? `/${subresource}` : ''
    }" in API group "${resource.group}" ${
      namespace ? `in the namespace "${namespace}"` : 'at the cluster scope'
    }`,
    {
      ...(name && { name }),
      ...(resource.group && { group: resource.group }),
      kind: resource.plural,
    },
  );

export const notFound = (resource: Resource, name: string) =>
  new ApiError(
    404,
    'NotFound',
    `${qualifiedName(resource)} "${name}" not found`,
    detailsOf(resource, name),
  );

/** Somebody without a token wants what is not for everybody. */
export const forbiddenPath = (user: string, path: string) =>
  new ApiError(
    403,
    'Forbidden',
    `forbidden: User "${user}" cannot get path "${path}"`,
    {},
  );

/** The URL names nothing that the server has. */
export const noSuchPath = () =>
  new ApiError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );

export const methodNotAllowed = () =>
  new ApiError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );

export const alreadyExists = (resource: Resource, name: string) =>
  new ApiError(
    409,
    'AlreadyExists',
    `${qualifiedName(resource)} "${name}" already exists`,
    detailsOf(resource, name),
  );

export const conflict = (resource: Resource, name: string, why?: string) =>
  new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedName(resource)} "${name}": ${
      why ??
      'the object has been modified; please apply your changes to the latest version and try again'
    }`,
    detailsOf(resource, name),
  );

/** A revision that the history no longer reaches back to. */
export const expired = (message: string) =>
  new ApiError(410, 'Expired', message);

/** One thing that is wrong with an object. */
export interface Cause {
  field: string;
  /** `Required value`, `Invalid value: …` */
  message: string;
  reason: 'FieldValueRequired' | 'FieldValueInvalid';
}

export const invalid = (resource: Resource, name: string, causes: Cause[]) => {
  const texts = causes.map(({ field, message }) => `${field}: ${message}`);
  return new ApiError(
    422,
    'Invalid',
    `${resource.kind}${
      resource.group && `.${resource.group}`
    } "${name}" is invalid: ${
      texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
    }`,
    {
      name,
      ...(resource.group && { group: resource.group }),
      kind: resource.kind,
      causes: causes.map(({ reason, message, field }) => ({
        reason,
        message,
        field,
      })),
    },
  );
};

export const badRequest = (message: string) =>
  new ApiError(400, 'BadRequest', message);

export const unsupportedMediaType = () =>
  new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});

export const notAcceptable = () =>
  new ApiError(
    406,
    'NotAcceptable',
    '406: Not Acceptable\n\nAvailable representations: application/json',
    {},
  );

export const tooLarge = (limit: number) =>
  new ApiError(
    413,
    'RequestEntityTooLarge',
    `Request entity too large: limit is ${limit}`,
  );
