import {
  createContext,
  lazy,
  Suspense,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import type { ReactNode } from 'react';
import { isTyping } from './isTyping';
import type { PaletteSource } from './types';

const CommandPalette = lazy(() =>
  import('./CommandPalette').then(module => ({
    default: module.CommandPalette,
  })),
);
const ShortcutsDialog = lazy(() =>
  import('./ShortcutsDialog').then(module => ({
    default: module.ShortcutsDialog,
  })),
);

/** Opens what lies over every page. */
export interface PaletteActions {
  openPalette: () => void;
  openShortcuts: () => void;
}

const PaletteContext = createContext<PaletteActions | undefined>(undefined);

/** For the buttons that open the palette or the list of shortcuts. */
export function usePalette(): PaletteActions {
  const actions = useContext(PaletteContext);
  if (!actions)
    throw new Error('usePalette is only there inside a PaletteProvider');
  return actions;
}

/** Holds the palette (Ctrl K or ⌘ K) and the list of shortcuts (`?`); both are loaded when first opened. */
export function PaletteProvider(props: {
  sources: PaletteSource[];
  children: ReactNode;
}) {
  const [shown, setShown] = useState<'palette' | 'shortcuts'>();
  const [loaded, setLoaded] = useState({ palette: false, shortcuts: false });
  const actions = useMemo(() => {
    const show = (what: 'palette' | 'shortcuts') => {
      setLoaded(before => ({ ...before, [what]: true }));
      setShown(what);
    };
    return {
      openPalette: () => show('palette'),
      openShortcuts: () => show('shortcuts'),
    };
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const withCommand = event.ctrlKey || event.metaKey;
      if (withCommand && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        actions.openPalette();
      } else if (event.key === '?' && !withCommand && !isTyping(event)) {
        event.preventDefault();
        actions.openShortcuts();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [actions]);
  const close = () => setShown(undefined);
  return (
    <PaletteContext.Provider value={actions}>
      {props.children}
      <Suspense fallback={null}>
        {loaded.palette && (
          <CommandPalette
            open={shown === 'palette'}
            onClose={close}
            sources={props.sources}
          />
        )}
        {loaded.shortcuts && (
          <ShortcutsDialog open={shown === 'shortcuts'} onClose={close} />
        )}
      </Suspense>
    </PaletteContext.Provider>
  );
}
