import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ApiKey, Me } from '@wheelhouse/plugin-tenancy-common';
import {
  DataTable,
  type DataTableColumn,
  EmptyState,
  LiveIndicator,
  ShortName,
  TimeAgo,
} from '@wheelhouse/ui';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useKeys, useScopes } from '../api/queries';
import { describeOwner } from '../shell/groups';
import { CreateKeyPanel } from './CreateKeyPanel';
import { describeKey } from './describeKey';
import { KeyPanel } from './KeyPanel';

/** One's API keys and those of one's groups; the one that is open stands in the address. */
export function KeysTab({ me }: { me: Me | undefined }) {
  const keys = useKeys();
  const { data: scopes } = useScopes();
  const [parameters, setParameters] = useSearchParams();
  const openId = parameters.get('key');
  const creating = parameters.has('create');

  const set = (name: 'key' | 'create', value: string | null) =>
    setParameters(current => {
      const next = new URLSearchParams(current);
      // What a link filled into the form is of no use after it.
      for (const filled of ['name', 'scope']) next.delete(filled);
      if (value === null) next.delete(name);
      else next.set(name, value);
      return next;
    });
  const columns = useMemo(
    (): DataTableColumn<ApiKey>[] => [
      {
        id: 'name',
        header: 'Name',
        width: '1.2fr',
        value: key => `${key.name} ${key.prefix}`,
        cell: key => (
          <Box sx={{ minWidth: 0 }}>
            <Typography
              component="div"
              variant="body2"
              noWrap
              sx={{ fontWeight: 500 }}
            >
              {key.name}
            </Typography>
            <Typography
              component="div"
              variant="caption"
              color="text.secondary"
              noWrap
            >
              <ShortName name={key.prefix} />
            </Typography>
          </Box>
        ),
      },
      {
        id: 'can',
        header: 'What it can do',
        width: '2.8fr',
        sortable: false,
        value: key => describeKey(key, scopes ?? []),
        cell: key => <Sentence text={describeKey(key, scopes ?? [])} />,
      },
      {
        id: 'owner',
        header: 'Owner',
        width: '0.8fr',
        list: 'none',
        value: key => describeOwner(key.owner, me),
      },
      {
        id: 'used',
        header: 'Last used',
        width: '0.8fr',
        list: 'none',
        value: key => key.lastUsed,
        cell: key => <TimeAgo time={key.lastUsed} fallback="never" />,
      },
      {
        id: 'end',
        header: 'Ends',
        width: '0.8fr',
        list: 'none',
        value: key => key.expires,
        cell: key => <TimeAgo time={key.expires} fallback="never" />,
      },
      {
        id: 'made',
        header: 'Made',
        width: '0.8fr',
        list: 'none',
        hidden: true,
        value: key => key.granted,
        cell: key => <TimeAgo time={key.granted} />,
      },
    ],
    [me, scopes],
  );

  return (
    <>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
        <Typography variant="h2">API keys</Typography>
        {keys.items && (
          <LiveIndicator state={keys.isLive ? 'live' : 'waiting'} />
        )}
      </Box>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 2 }}>
        For scripts, pipelines and bots: each can do what it says, and no more
        than its owner.
      </Typography>
      <DataTable
        id="keys"
        label="API keys"
        columns={columns}
        rows={keys.items}
        rowId={key => key.id}
        error={
          keys.error
            ? { title: 'Your API keys could not be loaded', error: keys.error }
            : undefined
        }
        onRetry={keys.retry}
        empty={
          <EmptyState
            title="No API keys yet"
            description="With one, a script or a pipeline acts for you or for one of your groups, as far as you let it."
            action={
              <Button variant="outlined" onClick={() => set('create', 'key')}>
                Create the first one
              </Button>
            }
          />
        }
        onOpen={key => set('key', key.id)}
        initialSort={{ column: 'made', descending: true }}
        more={
          keys.hasMore
            ? { load: keys.loadMore, loading: keys.isLoadingMore }
            : undefined
        }
      />
      {creating && (
        <CreateKeyPanel me={me} onClose={() => set('create', null)} />
      )}
      {openId !== null && (
        <KeyPanel
          key={openId}
          id={openId}
          me={me}
          keys={keys}
          onClose={() => set('key', null)}
        />
      )}
    </>
  );
}

/** At most two lines of a row; the whole of it on hover, and in the panel of the key. */
function Sentence({ text }: { text: string }) {
  return (
    <Typography
      component="span"
      variant="body2"
      title={text}
      sx={{
        display: '-webkit-box',
        WebkitBoxOrient: 'vertical',
        WebkitLineClamp: 2,
        overflow: 'hidden',
        whiteSpace: 'normal',
      }}
    >
      {text}
    </Typography>
  );
}
