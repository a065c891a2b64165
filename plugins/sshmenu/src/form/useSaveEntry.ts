import type { EntryFields, MenuEntry } from '@wheelhouse/plugin-sshmenu-common';
import { randomId, statusOf } from '@wheelhouse/ui';
import { useRef, useState } from 'react';
import { StaleEntryError } from '../api/sshmenuApi';
import { useEntryActions } from '../api/useEntryActions';

/** Somebody else was faster. */
export interface Conflict {
  mine: EntryFields;
  /** Undefined: they deleted it. */
  theirs: MenuEntry | undefined;
}

/**
 * Adds an entry, or changes one against the version that was seen. Where that is not the current one any more, nothing is
 * changed and `conflict` holds both sides; `change` again with theirs settles it.
 */
export function useSaveEntry() {
  const actions = useEntryActions();
  const [conflict, setConflict] = useState<Conflict>();
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const adding = useRef<{ what: string; id: string }>();

  /** Tells whether it was done. */
  const attempt = async (
    call: () => Promise<unknown>,
    mine: EntryFields,
  ): Promise<boolean> => {
    setSaving(true);
    setError(undefined);
    try {
      await call();
      return true;
    } catch (caught) {
      if (caught instanceof StaleEntryError) {
        setConflict({ mine, theirs: caught.current });
      } else if (statusOf(caught) === 404) {
        setConflict({ mine, theirs: undefined });
      } else {
        setError(caught);
      }
      return false;
    } finally {
      setSaving(false);
    }
  };

  return {
    isSaving,
    error,
    conflict,
    dropConflict: () => setConflict(undefined),
    add: (list: string, fields: EntryFields) => {
      // Sent again after the network failed, the same entry is the one that is there already.
      const what = JSON.stringify([list, fields]);
      if (adding.current?.what !== what) {
        adding.current = { what, id: randomId() };
      }
      const { id } = adding.current;
      return attempt(() => actions.add(list, id, fields), fields);
    },
    change: (before: MenuEntry, fields: EntryFields) =>
      attempt(() => actions.change(before, fields), fields),
  };
}
