import { appThemeApiRef, useApi } from '@backstage/frontend-plugin-api';
import CheckOutlined from '@mui/icons-material/CheckOutlined';
import ListItemIcon from '@mui/material/ListItemIcon';
import MenuItem from '@mui/material/MenuItem';
import { type ReactElement, useSyncExternalStore } from 'react';

/** Menu items that choose one of the app's themes, or what the system says. */
export function useThemeItems(): ReactElement[] {
  const appTheme = useApi(appThemeApiRef);
  const active = useSyncExternalStore(
    notify => {
      const subscription = appTheme.activeThemeId$().subscribe(notify);
      return () => subscription.unsubscribe();
    },
    () => appTheme.getActiveThemeId(),
  );
  const choices = [
    ...appTheme.getInstalledThemes().map(({ id, title }) => ({ id, title })),
    { id: undefined, title: 'Colours of the system' },
  ];
  return choices.map(({ id, title }) => (
    <MenuItem
      key={id ?? 'system'}
      dense
      role="menuitemradio"
      aria-checked={id === active}
      onClick={() => appTheme.setActiveThemeId(id)}
    >
      <ListItemIcon>
        {id === active && <CheckOutlined fontSize="small" />}
      </ListItemIcon>
      {title}
    </MenuItem>
  ));
}
