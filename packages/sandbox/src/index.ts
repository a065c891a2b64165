/**
 * The embedded world of `npm start`. Its default export is a backend feature that does nothing unless
 * `sandbox.enabled` is true.
 * @packageDocumentation
 */
export { sandboxFeature as default } from './feature';
