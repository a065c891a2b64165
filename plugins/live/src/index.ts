/**
 * Live events in pages: `useLiveChannel`, and queries that read themselves again.
 * @packageDocumentation
 */
export { livePlugin as default } from './plugin';
export * from './api/liveApi';
export { useCurrency } from './hooks/useCurrency';
export { useLiveChannel } from './hooks/useLiveChannel';
export { useLiveQueries } from './hooks/useLiveQueries';
export { useLiveState } from './hooks/useLiveState';
