/**
 * Which clusters there are, and clients to them.
 * @packageDocumentation
 */
export * from './client/ClusterClient';
export * from './client/ClusterError';
export * from './clustersService';
export * from './reflector/types';
export * from './sources/types';
