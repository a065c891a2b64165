import type { ReactElement } from 'react';
import type { Status } from '../status/StatusLabel';

/** One line of a list on the home page. */
export interface HomeItem {
  id: string;
  /** A sentence: `Created the API key deploy-bot`. */
  title: string;
  /** A quiet second part: from where, of what. */
  detail?: string;
  /** ISO 8601. */
  time?: string;
  status?: Status;
  /** Where it is looked at or dealt with; a path of the portal. */
  href?: string;
}

/** What a list section knows at the moment. */
export interface HomeItems {
  /** Absent while loading. */
  items?: HomeItem[];
  error?: unknown;
  retry?: () => void;
}

/** A list on the home page. */
export interface HomeListSection {
  slot: 'needs-me' | 'did-last';
  /** A React hook that reads the items, for example with `useQuery`. */
  useItems: () => HomeItems;
}

/** A thing to go to. */
export interface HomeTool {
  title: string;
  /** What it is for, in one line. */
  description: string;
  /** A path of the portal. */
  href: string;
  icon: ReactElement;
}

/** Tools on the home page. */
export interface HomeToolsSection {
  slot: 'tools';
  tools: HomeTool[];
}

export type HomeSection = HomeListSection | HomeToolsSection;
