import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { isServerPath } from '@wheelhouse/ui';
import type { HomeTool } from '@wheelhouse/ui';
import { useId } from 'react';
import { Link } from 'react-router-dom';

/** Where one can go from here, each with what it is for. */
export function HomeTools(props: { tools: HomeTool[] }) {
  const { tools } = props;
  const headingId = useId();
  if (tools.length === 0) return null;
  return (
    <section aria-labelledby={headingId}>
      <Typography id={headingId} variant="h2" sx={{ mb: 0.5 }}>
        Tools
      </Typography>
      <Box
        component="ul"
        sx={{
          m: 0,
          p: 0,
          mx: -1.5,
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr', lg: '1fr' },
        }}
      >
        {tools.map(tool => (
          <Box component="li" key={tool.href} sx={{ listStyle: 'none' }}>
            <Box
              component={Link}
              to={tool.href}
              reloadDocument={isServerPath(tool.href)}
              sx={{
                display: 'flex',
                gap: 1.5,
                px: 1.5,
                py: 1.25,
                borderRadius: 1.5,
                '&:hover': { bgcolor: 'action.hover' },
                '& > svg': { fontSize: 20, mt: '1px', color: 'primary.main' },
              }}
            >
              {tool.icon}
              <span>
                <Typography
                  component="span"
                  display="block"
                  sx={{ fontWeight: 500 }}
                >
                  {tool.title}
                </Typography>
                <Typography
                  component="span"
                  display="block"
                  variant="body2"
                  color="text.secondary"
                >
                  {tool.description}
                </Typography>
              </span>
            </Box>
          </Box>
        ))}
      </Box>
    </section>
  );
}
