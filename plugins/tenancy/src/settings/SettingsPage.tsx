import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import {
  EmptyState,
  ErrorState,
  LiveIndicator,
  PageFrame,
  QueryProvider,
  SidePanel,
} from '@wheelhouse/ui';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useMe, useSettings } from '../api/queries';
import { useLastDefined } from '../shell/useLastDefined';
import { AddSettingPanel } from './AddSettingPanel';
import { SettingPanel } from './SettingPanel';
import { SettingTables } from './SettingTables';

/** What is set for the whole portal. */
export function SettingsPage() {
  return (
    <QueryProvider>
      <Settings />
    </QueryProvider>
  );
}

function Settings() {
  const { data: me } = useMe();
  const settings = useSettings();
  const [parameters, setParameters] = useSearchParams();
  const mayChange = me?.administrator ?? false;
  const openName = parameters.get('setting');
  const adding = mayChange && parameters.has('add');

  const set = (name: 'setting' | 'add', value: string | null) =>
    setParameters(current => {
      const next = new URLSearchParams(current);
      next.delete('setting');
      next.delete('add');
      if (value !== null) next.set(name, value);
      return next;
    });

  return (
    <PageFrame
      title="Settings"
      purpose="What is set for everybody in this portal."
      live={
        settings.items && (
          <LiveIndicator state={settings.isLive ? 'live' : 'waiting'} />
        )
      }
      action={
        mayChange && (
          <Button variant="contained" onClick={() => set('add', 'setting')}>
            Add setting
          </Button>
        )
      }
    >
      {me && !mayChange && (
        <Alert severity="info" variant="outlined" sx={{ mb: 3 }}>
          You can read the settings. Administrators of this portal can change
          them.
        </Alert>
      )}
      {settings.error ? (
        <ErrorState
          title="The settings could not be loaded"
          error={settings.error}
          onRetry={settings.retry}
        />
      ) : (
        <SettingTables
          settings={settings}
          mayChange={mayChange}
          onOpen={name => set('setting', name)}
          onAdd={() => set('add', 'setting')}
        />
      )}
      {adding && <AddSettingPanel onClose={() => set('add', null)} />}
      {openName !== null && !settings.error && (
        <OpenSetting
          key={openName}
          name={openName}
          settings={settings}
          mayChange={mayChange}
          onClose={() => set('setting', null)}
        />
      )}
    </PageFrame>
  );
}

function OpenSetting(props: {
  name: string;
  settings: ReturnType<typeof useSettings>;
  mayChange: boolean;
  onClose: () => void;
}) {
  const { name, settings, mayChange, onClose } = props;
  const { items, hasMore, loadMore } = settings;
  // One that is deleted while it is open stays, for what is being filled in; saving tells of it.
  const setting = useLastDefined(items?.find(item => item.name === name));
  const searching = !setting && (!items || hasMore);
  // A link may lead to a setting of a later page.
  useEffect(() => {
    if (searching && items) loadMore();
  });

  if (setting) {
    return (
      <SettingPanel setting={setting} mayChange={mayChange} onClose={onClose} />
    );
  }
  return (
    <SidePanel open title={name} onClose={onClose}>
      {searching ? (
        <Skeleton height={160} aria-label="Loading the setting" />
      ) : (
        <EmptyState
          title="There is no such setting"
          description="It may have been deleted. Check the address."
          action={
            <Button variant="outlined" onClick={onClose}>
              Show all settings
            </Button>
          }
        />
      )}
    </SidePanel>
  );
}
