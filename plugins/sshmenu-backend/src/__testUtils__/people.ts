/** The people of the tests: as in the sandbox. Cleo is in the groups of two teams. */
export {
  ada,
  ben,
  hana,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/people';

export const cleo = {
  sub: 'cleo',
  email: 'cleo@acme.example',
  email_verified: true,
  name: 'Cleo',
  groups: ['ops', 'payments'],
};
