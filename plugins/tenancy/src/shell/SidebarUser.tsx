import AccountCircleOutlined from '@mui/icons-material/AccountCircleOutlined';
import LogoutOutlined from '@mui/icons-material/LogoutOutlined';
import UnfoldMore from '@mui/icons-material/UnfoldMore';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Skeleton from '@mui/material/Skeleton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { SidebarUserProps } from '@wheelhouse/ui';
import { useId, useState } from 'react';
import { Link } from 'react-router-dom';
import { useMe, useTenantTitle } from '../api/queries';
import { useSignOut } from '../identity/useSignOut';
import { accountRouteRef } from '../routes';
import { EntityAvatar } from './EntityAvatar';
import { describeGroups } from './groups';
import { useThemeItems } from './useThemeItems';

/** Who is signed in, at the foot of the side bar, with the menu of what is theirs. */
export function SidebarUser({ compact }: SidebarUserProps) {
  const { data: me } = useMe();
  const tenant = useTenantTitle(me?.entity.tenant);
  const accountPath = useRouteRef(accountRouteRef)?.();
  const { signOut, failure } = useSignOut();
  const themes = useThemeItems();
  const menuId = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);

  if (!me) {
    return (
      <Box sx={{ display: 'flex', gap: 1.25, p: 1.25 }} aria-hidden>
        <Skeleton variant="circular" width={28} height={28} />
        {!compact && <Skeleton width="60%" />}
      </Box>
    );
  }
  const { account } = me.entity;
  return (
    <>
      <Tooltip title={describeGroups(me)} placement="right" describeChild>
        <ButtonBase
          aria-label={`${account} at ${tenant}`}
          aria-haspopup="menu"
          aria-expanded={Boolean(anchor)}
          aria-controls={anchor ? menuId : undefined}
          onClick={event => setAnchor(event.currentTarget)}
          sx={{
            width: compact ? 'auto' : '100%',
            minHeight: 44,
            gap: 1.25,
            px: 1,
            py: 0.75,
            borderRadius: 1,
            textAlign: 'left',
            justifyContent: 'flex-start',
            '&:hover': { bgcolor: 'action.hover' },
          }}
        >
          <EntityAvatar account={account} />
          {!compact && (
            <>
              <Box sx={{ minWidth: 0, flex: 1 }}>
                <Typography variant="body2" noWrap sx={{ fontWeight: 500 }}>
                  {account}
                </Typography>
                <Typography
                  variant="caption"
                  noWrap
                  component="div"
                  color="text.secondary"
                >
                  {tenant}
                  {me.administrator && ' · administrator'}
                </Typography>
              </Box>
              <UnfoldMore
                aria-hidden
                sx={{ fontSize: 16, color: 'text.secondary' }}
              />
            </>
          )}
        </ButtonBase>
      </Tooltip>
      <Menu
        id={menuId}
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={close}
      >
        {accountPath && (
          <MenuItem component={Link} to={accountPath} onClick={close}>
            <ListItemIcon>
              <AccountCircleOutlined fontSize="small" />
            </ListItemIcon>
            Account
          </MenuItem>
        )}
        <Divider />
        {themes}
        <Divider />
        <MenuItem onClick={signOut}>
          <ListItemIcon>
            <LogoutOutlined fontSize="small" />
          </ListItemIcon>
          Sign out
        </MenuItem>
      </Menu>
      {failure}
    </>
  );
}
