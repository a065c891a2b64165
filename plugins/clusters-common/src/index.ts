/**
 * Clusters as the portal shows them.
 * @packageDocumentation
 */
export * from './types';
