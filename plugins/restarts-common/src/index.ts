/**
 * Restarts as the API tells of them, which the server and the page share.
 * @packageDocumentation
 */
export * from './channels';
export * from './constants';
export * from './permissions';
export * from './types';
