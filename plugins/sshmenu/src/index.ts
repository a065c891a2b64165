/**
 * The page of the SSH menu: one's own list and those of one's groups.
 * @packageDocumentation
 */
export { sshmenuPlugin as default } from './plugin';
export { sshmenuApiRef } from './api/sshmenuApi';
export type { EntriesQuery, EntryPlace, SshMenuApi } from './api/sshmenuApi';
