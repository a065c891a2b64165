import KeyOutlined from '@mui/icons-material/KeyOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { CopyButton } from '../names/CopyButton';
import { monoFont } from '../theme/typography';

export interface SecretOnceProps {
  /** The secret itself. Keep it in the state of the dialog that shows it, nowhere else. */
  secret: string;
  /** What it is: `API key`. */
  what: string;
}

/** A secret that is shown this once. */
export function SecretOnce(props: SecretOnceProps) {
  const { secret, what } = props;
  return (
    <Box
      role="group"
      aria-label={what}
      sx={{ border: 1, borderColor: 'primary.main', borderRadius: 1, p: 2 }}
    >
      <Typography
        sx={{ display: 'flex', alignItems: 'center', gap: 1, fontWeight: 500 }}
      >
        <KeyOutlined aria-hidden sx={{ fontSize: 18, color: 'primary.main' }} />
        Copy this {what} now
      </Typography>
      <Typography color="text.secondary" variant="body2" sx={{ mt: 0.25 }}>
        It will not be shown again. Keep it where only its user can read it.
      </Typography>
      <Box
        component="code"
        tabIndex={0}
        aria-label={`The ${what}`}
        role="textbox"
        aria-readonly
        sx={{
          display: 'block',
          my: 1.5,
          p: 1.25,
          borderRadius: 1,
          bgcolor: 'action.hover',
          fontFamily: monoFont,
          fontSize: '0.8125rem',
          overflowWrap: 'anywhere',
          userSelect: 'all',
        }}
      >
        {secret}
      </Box>
      <CopyButton labelled text={secret} what={what} />
    </Box>
  );
}
