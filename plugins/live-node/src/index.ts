/**
 * How plugins publish what people may see as it happens.
 * @packageDocumentation
 */
export * from './LiveBroker';
export * from './liveService';
