/**
 * What the server, the page and the command `s` share: entries and their one check, how they merge, and how they are
 * ordered and found. It depends on nothing, so that it runs in a browser, in a server and in one bundled file.
 * @packageDocumentation
 */
export * from './types';
export * from './sync';
export * from './live';
export * from './permissions';
export * from './entry/command';
export * from './entry/hosts';
export * from './entry/lists';
export * from './entry/Problem';
export * from './entry/text';
export * from './entry/validateChange';
export * from './entry/validateEntry';
export {
  FIELD_LABELS,
  FIELD_NAMES,
  LIMITS,
  nameProblem,
  validateFields,
} from './entry/validateFields';
export * from './merge/entries';
export * from './merge/menu';
export * from './merge/personal';
export * from './merge/stamps';
export * from './order/filter';
export * from './order/frecency';
export * from './order/sort';
