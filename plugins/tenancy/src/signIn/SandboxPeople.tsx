import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { monoFont } from '@wheelhouse/ui';

const people = [
  {
    tenant: 'Acme',
    persons: [
      ['ada', 'administrator'],
      ['ben', 'payments'],
      ['cleo', 'ops and payments'],
    ],
  },
  {
    tenant: 'Globex',
    persons: [
      ['gus', 'platform-admins of Globex'],
      ['hana', 'payments'],
    ],
  },
] as const;

/** Who can sign in to the sandbox, and how. */
export function SandboxPeople() {
  return (
    <Box
      component="section"
      aria-labelledby="sandbox-people"
      sx={{
        borderTop: 1,
        borderColor: 'divider',
        pt: 2,
        '& code': { fontFamily: monoFont, fontSize: '0.9em' },
      }}
    >
      <Typography id="sandbox-people" component="h2" variant="subtitle2">
        This is a sandbox
      </Typography>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1.5 }}>
        Everybody’s password is <code>sandbox</code>.
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: '1fr 1fr',
          gap: 2,
        }}
      >
        {people.map(({ tenant, persons }) => (
          <Box key={tenant}>
            <Typography variant="body2" sx={{ fontWeight: 500 }}>
              {tenant}
            </Typography>
            <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
              {persons.map(([name, role]) => (
                <Typography component="li" variant="body2" key={name}>
                  <code>{name}</code>{' '}
                  <Box component="span" sx={{ color: 'text.secondary' }}>
                    {role}
                  </Box>
                </Typography>
              ))}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
