import type { ApiHolder } from '@backstage/frontend-plugin-api';
import type { ReactElement } from 'react';

interface PaletteCommandBase {
  /** Unique in the palette. */
  id: string;
  /** What it does or where it goes: `Create API key`. */
  title: string;
  /** Other words by which people look for it. */
  keywords?: string[];
  /** Under which heading it stands: `Actions`, `Clusters`. */
  group: string;
  icon?: ReactElement;
}

/** A command either goes to a path of the portal or runs. */
export type PaletteCommand = PaletteCommandBase &
  (
    | { href: string; run?: undefined }
    | {
        run: (context: { apis: ApiHolder }) => void | Promise<void>;
        href?: undefined;
      }
  );

/** Finds commands for what was typed; what it rejects with is left out of the palette. */
export type PaletteLoader = (
  query: string,
  context: { signal: AbortSignal; apis: ApiHolder },
) => Promise<PaletteCommand[]>;

/** What one extension gives the palette. */
export type PaletteSource =
  | { commands: PaletteCommand[]; loader?: undefined }
  | { loader: PaletteLoader; commands?: undefined };
