/**
 * The frames of `/api/live/ws`, which the server and its clients share.
 * @packageDocumentation
 */
export * from './frames';
export * from './types';
