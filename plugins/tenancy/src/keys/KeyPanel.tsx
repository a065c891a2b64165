import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import type {
  ApiKey,
  CreatedApiKey,
  Me,
} from '@wheelhouse/plugin-tenancy-common';
import {
  ConfirmDialog,
  EmptyState,
  ErrorState,
  SidePanel,
} from '@wheelhouse/ui';
import { useEffect, useState } from 'react';
import { useRevokeKey } from '../api/mutations';
import type { useKeys } from '../api/queries';
import { ChangeKeyForm } from './ChangeKeyForm';
import { CreatedKey } from './CreatedKey';
import { KeyFacts } from './KeyFacts';
import { RotateKeyForm } from './RotateKeyForm';

export interface KeyPanelProps {
  id: string;
  me: Me | undefined;
  keys: ReturnType<typeof useKeys>;
  onClose: () => void;
}

/** One key: what it can do, and what can be done about it. */
export function KeyPanel({ id, me, keys, onClose }: KeyPanelProps) {
  const { items, hasMore, loadMore, error } = keys;
  const key = items?.find(item => item.id === id);
  const searching = !key && !error && (!items || hasMore);
  // A link may lead to a key of a later page.
  useEffect(() => {
    if (searching && items) loadMore();
  });

  if (key) return <KnownKey apiKey={key} me={me} onClose={onClose} />;
  return (
    <SidePanel open title="API key" onClose={onClose}>
      {searching && <Skeleton height={160} aria-label="Loading the key" />}
      {error && (
        <ErrorState
          title="The key could not be loaded"
          error={error}
          onRetry={keys.retry}
        />
      )}
      {!searching && !error && (
        <EmptyState
          title="There is no such key"
          description="It was revoked, it has ended, or you may not see it."
          action={
            <Button variant="outlined" onClick={onClose}>
              Show my keys
            </Button>
          }
        />
      )}
    </SidePanel>
  );
}

interface KnownKeyProps {
  apiKey: ApiKey;
  me: Me | undefined;
  onClose: () => void;
}

function KnownKey({ apiKey: key, me, onClose }: KnownKeyProps) {
  const [doing, setDoing] = useState<'change' | 'rotate'>();
  const [revoking, setRevoking] = useState(false);
  // In this panel's state and nowhere else: it is gone when the panel closes.
  const [rotated, setRotated] = useState<CreatedApiKey>();
  const revokeKey = useRevokeKey();
  const back = () => setDoing(undefined);

  if (rotated) {
    return (
      <SidePanel
        open
        keepOpen
        title={`“${rotated.name}” has a new secret`}
        onClose={onClose}
        footer={
          <Button variant="contained" onClick={onClose}>
            Done
          </Button>
        }
      >
        <CreatedKey created={rotated} />
      </SidePanel>
    );
  }
  if (doing === 'change') {
    return <ChangeKeyForm apiKey={key} onDone={back} onClose={onClose} />;
  }
  if (doing === 'rotate') {
    return (
      <RotateKeyForm
        apiKey={key}
        onRotated={setRotated}
        onCancel={back}
        onClose={onClose}
      />
    );
  }
  return (
    <SidePanel
      open
      title={key.name}
      onClose={onClose}
      footer={
        <>
          <Button
            color="error"
            onClick={() => setRevoking(true)}
            sx={{ mr: 'auto' }}
          >
            Revoke
          </Button>
          <Button
            variant="outlined"
            color="inherit"
            onClick={() => setDoing('rotate')}
          >
            Rotate
          </Button>
          <Button
            variant="outlined"
            color="inherit"
            onClick={() => setDoing('change')}
          >
            Change
          </Button>
        </>
      }
    >
      <KeyFacts apiKey={key} me={me} />
      <ConfirmDialog
        open={revoking}
        title={`Revoke the API key “${key.name}”?`}
        consequence="Whatever uses it is refused within 5 seconds. This cannot be undone; you can make another key."
        confirmLabel="Revoke key"
        destructive
        onConfirm={async () => {
          await revokeKey.mutateAsync(key.id);
          onClose();
        }}
        onClose={() => setRevoking(false)}
      />
    </SidePanel>
  );
}
