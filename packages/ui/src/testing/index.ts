/**
 * What tests of pages share.
 * @packageDocumentation
 */
export { refusal } from './refusal';
export { renderPage } from './renderPage';
export type { RenderPageOptions } from './renderPage';
