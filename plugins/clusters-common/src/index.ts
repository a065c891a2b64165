/**
 * Clusters as the portal shows them.
 * @packageDocumentation
 */
export * from './channels';
export * from './credentialStage';
export * from './permissions';
export * from './types';
