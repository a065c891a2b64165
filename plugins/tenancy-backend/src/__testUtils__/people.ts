/** The people of the tests: as in the sandbox. Group names overlap between the tenants, their meaning does not. */
export const ada = {
  sub: 'ada',
  email: 'ada@acme.example',
  email_verified: true,
  name: 'Ada',
  groups: ['platform-admins'],
};
export const ben = {
  sub: 'ben',
  email: 'ben@acme.example',
  email_verified: true,
  name: 'Ben',
  groups: ['payments'],
};
export const gus = {
  sub: 'gus',
  email: 'gus@globex.example',
  email_verified: true,
  name: 'Gus',
  groups: ['platform-admins'],
};
export const hana = {
  sub: 'hana',
  email: 'hana@globex.example',
  email_verified: true,
  name: 'Hana',
  groups: ['payments'],
};
