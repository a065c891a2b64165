/**
 * Who writes what is changed by a form or over HTTP. Several servers write as this one: they change an entry one after
 * the other, never side by side.
 */
export const FORM_REPLICA = 'portal';
