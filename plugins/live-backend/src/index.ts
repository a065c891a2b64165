/**
 * `/api/live`: the websocket of events that people may see, as they happen.
 * @packageDocumentation
 */
export { livePlugin as default } from './plugin';
