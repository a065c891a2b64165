import { Request } from 'express';

/** An operation of an OpenAPI document, as far as it is read here. */
export interface Operation {
  'x-scope'?: string;
  /** The Backstage permissions that the policy must allow besides. */
  'x-permission'?: string | string[];
  /** Why there is none. */
  'x-no-permission'?: string;
  parameters?: unknown[];
  requestBody?: unknown;
  [key: string]: unknown;
}

/** An OpenAPI document, as `scripts/generate.mjs` writes it. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: { [path: string]: { [method: string]: Operation } };
  components?: object;
  [key: string]: unknown;
}

type RequestWithOperation = Request & { openapi?: { schema?: Operation } };

/** Notes which operation a request is, where the validator does not look at it. */
export function setOperation(req: Request, operation: Operation): void {
  (req as RequestWithOperation).openapi = { schema: operation };
}

/** The operation that a request matched; undefined when it was not looked at. */
export function operationOf(req: Request): Operation | undefined {
  return (req as RequestWithOperation).openapi?.schema;
}

/**
 * The action that an API key must allow for this request: the `x-scope` of the operation that it matched. Undefined when
 * the operation has none, or before the router of `createOpenApiRouter`.
 */
export function scopeOf(req: Request): string | undefined {
  return operationOf(req)?.['x-scope'];
}

/** The names of the permissions that an operation asks for. */
export function permissionNamesOf(operation: Operation): string[] {
  return [operation['x-permission'] ?? []].flat();
}

/**
 * The names of the permissions that the policy must allow for this request, of the operation that it matched.
 * @throws Error before the router of `createOpenApiRouter`: what it would ask for is not known there.
 */
export function permissionsOf(req: Request): string[] {
  const operation = operationOf(req);
  if (!operation) throw new Error('No operation was matched to this request');
  return permissionNamesOf(operation);
}
