export type { Account } from './claims';
export { AccountRefusedError } from './claims';
export * from './RelyingParty';
