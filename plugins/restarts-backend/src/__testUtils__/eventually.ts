export { eventually } from '@wheelhouse/testing';
