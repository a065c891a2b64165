import Avatar from '@mui/material/Avatar';

/** The first letter of an account. */
export function EntityAvatar(props: { account: string; size?: number }) {
  const { account, size = 28 } = props;
  return (
    <Avatar
      aria-hidden
      sx={{
        width: size,
        height: size,
        fontSize: size * 0.45,
        fontWeight: 600,
        bgcolor: 'primary.main',
        color: 'primary.contrastText',
      }}
    >
      {account.charAt(0).toUpperCase()}
    </Avatar>
  );
}
