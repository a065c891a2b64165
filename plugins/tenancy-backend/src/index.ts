/**
 * The backend plugin of tenancy.
 * @packageDocumentation
 */
export { tenancyPlugin as default } from './plugin';
