import { alpha, type Theme } from '@mui/material/styles';

const checkbox = {
  display: 'block',
  width: 18,
  height: 18,
  m: '5px',
  accentColor: (theme: Theme) => theme.palette.primary.main,
  cursor: 'pointer',
};

const button = {
  display: 'inline-flex',
  alignItems: 'center',
  justifyContent: 'center',
  borderRadius: '6px',
  font: 'inherit',
  fontSize: '0.8125rem',
  fontWeight: 500,
  cursor: 'pointer',
  transition: 'background-color 0.25s, border-color 0.25s',
};

const outlined = {
  minWidth: 64,
  height: 28,
  px: '10px',
  border: 1,
  borderColor: 'divider',
  bgcolor: 'background.paper',
  color: 'inherit',
  '&:hover': {
    bgcolor: 'action.hover',
    borderColor: (theme: Theme) =>
      theme.palette.textVerySubtle ?? theme.palette.divider,
  },
};

const icon = {
  width: 28,
  height: 28,
  p: 0,
  border: 0,
  bgcolor: 'transparent',
  color: 'action.active',
  '&:hover': {
    bgcolor: ({ palette }: Theme) => alpha(palette.action.active, 0.08),
  },
};

/** The look of what stands in rows, for whatever holds these: components of MUI in each of many rows would be most of what drawing them costs. */
export const controlStyles = {
  '& input[type=checkbox]': checkbox,
  '& button[data-look]': button,
  '& button[data-look=outlined]': outlined,
  '& button[data-look=icon]': icon,
  '& button[data-large-only]': { display: { xs: 'none', sm: 'inline-flex' } },
};
