import { appThemeApiRef, useApi } from '@backstage/frontend-plugin-api';
import ComputerOutlined from '@mui/icons-material/ComputerOutlined';
import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined';
import LightModeOutlined from '@mui/icons-material/LightModeOutlined';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import { useSyncExternalStore } from 'react';

const followSystem = 'system';

const choices = [
  { id: followSystem, label: 'Follow the system', Icon: ComputerOutlined },
  { id: 'light', label: 'Light', Icon: LightModeOutlined },
  { id: 'dark', label: 'Dark', Icon: DarkModeOutlined },
];

/** Chooses light, dark or what the system says; the choice is remembered in this browser. */
export function ThemeSwitch() {
  const appTheme = useApi(appThemeApiRef);
  const active = useSyncExternalStore(
    notify => {
      const subscription = appTheme.activeThemeId$().subscribe(notify);
      return () => subscription.unsubscribe();
    },
    () => appTheme.getActiveThemeId() ?? followSystem,
  );
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label="Colours"
      value={active}
      onChange={(_event, id: string | null) => {
        if (id) appTheme.setActiveThemeId(id === followSystem ? undefined : id);
      }}
    >
      {choices.map(({ id, label, Icon }) => (
        <ToggleButton
          key={id}
          value={id}
          aria-label={label}
          sx={{ p: 0.5, borderColor: 'divider' }}
        >
          <Tooltip title={label}>
            <Icon sx={{ fontSize: 16 }} />
          </Tooltip>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
