/**
 * What the sides of tenancy share: the shapes of its HTTP API and the rules of scopes.
 * @packageDocumentation
 */
export * from './types';
export * from './permissions';
export * from './scopes';
export * from './userCode';
