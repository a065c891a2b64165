import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { Setting } from '@wheelhouse/plugin-tenancy-common';
import {
  DataTable,
  type DataTableColumn,
  EmptyState,
  monoFont,
  TimeAgo,
} from '@wheelhouse/ui';
import { useId, useMemo } from 'react';
import type { useSettings } from '../api/queries';
import { summariseValue } from './settingValue';

const columns: DataTableColumn<Setting>[] = [
  {
    id: 'title',
    header: 'Setting',
    width: '2fr',
    value: setting => setting.declaration?.title ?? setting.name,
    cell: setting => (
      <Box sx={{ minWidth: 0 }}>
        <Typography component="div" noWrap sx={{ fontWeight: 500 }}>
          {setting.declaration?.title ?? setting.name}
        </Typography>
        {setting.declaration && (
          <Typography
            component="div"
            variant="body2"
            noWrap
            color="text.secondary"
          >
            {setting.declaration.description}
          </Typography>
        )}
      </Box>
    ),
  },
  {
    id: 'value',
    header: 'Value',
    width: '1.4fr',
    value: setting => summariseValue(setting.value),
    cell: setting => (
      <Box
        component="span"
        sx={{
          fontFamily: monoFont,
          fontSize: '0.8125rem',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {summariseValue(setting.value)}
      </Box>
    ),
  },
  {
    id: 'changed',
    header: 'Changed',
    width: '1fr',
    value: setting => setting.updated,
    cell: setting =>
      setting.updated ? (
        <span>
          <TimeAgo time={setting.updated} />
          {setting.updatedBy && ` by ${setting.updatedBy}`}
        </span>
      ) : (
        'default'
      ),
  },
];

/** `restarts` is called Restarts. */
const titleOf = (plugin: string) =>
  plugin.charAt(0).toUpperCase() + plugin.slice(1);

export interface SettingTablesProps {
  settings: ReturnType<typeof useSettings>;
  mayChange: boolean;
  onOpen: (name: string) => void;
  onAdd: () => void;
}

/** The settings that plugins declare, by plugin, and the others after them. */
export function SettingTables(props: SettingTablesProps) {
  const { settings, mayChange, onOpen, onAdd } = props;
  const groups = useMemo(() => groupByPlugin(settings.items), [settings.items]);
  const more = settings.hasMore
    ? { load: settings.loadMore, loading: settings.isLoadingMore }
    : undefined;

  if (!groups || groups.length === 0) {
    return (
      <DataTable
        id="settings"
        label="Settings"
        columns={columns}
        rows={groups && []}
        rowId={setting => setting.name}
        empty={
          <EmptyState
            title="No settings yet"
            description="Plugins add theirs when they are installed; administrators can add others."
            action={
              mayChange && (
                <Button variant="outlined" onClick={onAdd}>
                  Add the first one
                </Button>
              )
            }
          />
        }
      />
    );
  }
  return (
    <>
      {groups.map(({ plugin, items }, index) => (
        <Group
          key={plugin ?? ''}
          title={plugin ? titleOf(plugin) : 'Other settings'}
        >
          <DataTable
            id={`settings-${plugin ?? 'other'}`}
            label={plugin === null ? 'Other settings' : `Settings of ${plugin}`}
            columns={columns}
            rows={items}
            rowId={setting => setting.name}
            onOpen={setting => onOpen(setting.name)}
            empty={null}
            initialSort={{ column: 'title' }}
            tools={items.length > 12}
            more={index === groups.length - 1 ? more : undefined}
          />
        </Group>
      ))}
    </>
  );
}

function Group(props: { title: string; children: React.ReactNode }) {
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id} sx={{ mb: 4 }}>
      <Typography id={id} variant="h2" sx={{ mb: 1.5 }}>
        {props.title}
      </Typography>
      {props.children}
    </Box>
  );
}

interface SettingGroup {
  /** Null: nobody declared them. */
  plugin: string | null;
  items: Setting[];
}

function groupByPlugin(
  settings: Setting[] | undefined,
): SettingGroup[] | undefined {
  if (!settings) return undefined;
  const groups = new Map<string | null, Setting[]>();
  for (const setting of settings) {
    const plugin = setting.declaration?.plugin ?? null;
    const group = groups.get(plugin);
    if (group) group.push(setting);
    else groups.set(plugin, [setting]);
  }
  return [...groups]
    .map(([plugin, items]) => ({ plugin, items }))
    .sort((a, b) => {
      if (a.plugin === null) return 1;
      if (b.plugin === null) return -1;
      return a.plugin.localeCompare(b.plugin);
    });
}
