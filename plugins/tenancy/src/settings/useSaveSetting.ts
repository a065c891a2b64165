import { useApi } from '@backstage/frontend-plugin-api';
import type { Setting } from '@wheelhouse/plugin-tenancy-common';
import { statusOf } from '@wheelhouse/ui';
import { useState } from 'react';
import {
  useCreateSetting,
  useDeleteSetting,
  useUpdateSetting,
} from '../api/mutations';
import { tenancyApiRef } from '../api/tenancyApi';

/** What somebody wants of a setting: this value, or that it is gone. */
export type Wanted = { value: unknown } | 'deleted';

/** Somebody else was faster. */
export interface Conflict {
  mine: Wanted;
  /** Undefined: they deleted it. */
  theirs: Setting | undefined;
}

/**
 * Saves a setting against the version that was seen. Where that is not the current one any more, nothing is changed and
 * `conflict` holds both sides; `send` again with the version of theirs settles it.
 */
export function useSaveSetting(name: string) {
  const api = useApi(tenancyApiRef);
  const create = useCreateSetting();
  const update = useUpdateSetting();
  const remove = useDeleteSetting();
  const [conflict, setConflict] = useState<Conflict>();
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);

  const lookAtTheirs = () =>
    api.getSetting(name).catch(caught => {
      if (statusOf(caught) === 404) return undefined;
      throw caught;
    });

  /** Tells whether it was saved. `version` undefined: there is nothing there. */
  const send = async (
    wanted: Wanted,
    version: number | undefined,
  ): Promise<boolean> => {
    setSaving(true);
    setError(undefined);
    try {
      if (wanted === 'deleted') {
        if (version !== undefined) await remove.mutateAsync({ name, version });
      } else if (version === undefined) {
        await create.mutateAsync({ name, value: wanted.value });
      } else {
        await update.mutateAsync({ name, value: wanted.value, version });
      }
      setConflict(undefined);
      return true;
    } catch (caught) {
      if (!isStale(caught)) {
        setError(caught);
        return false;
      }
      try {
        setConflict({ mine: wanted, theirs: await lookAtTheirs() });
      } catch (unreadable) {
        setError(unreadable);
      }
      return false;
    } finally {
      setSaving(false);
    }
  };

  return {
    send,
    isSaving,
    error,
    conflict,
    dropConflict: () => setConflict(undefined),
  };
}

/** 412: changed meanwhile; 404: deleted meanwhile; 409: made meanwhile. */
function isStale(error: unknown): boolean {
  return [404, 409, 412].includes(statusOf(error) ?? 0);
}
