import {
  type AuditorService,
  type DatabaseService,
  type LoggerService,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { openDatabase } from '@wheelhouse/http-node';
import type { LiveService } from '@wheelhouse/plugin-live-node';
import { readSshMenuConfig } from './config';
import { Audit } from './service/Audit';
import { Entries } from './service/Entries';
import { EntryLists } from './service/EntryLists';
import { ListEvents } from './service/ListEvents';
import { Personal } from './service/Personal';
import { Sync } from './service/Sync';
import { ChangeStore } from './store/ChangeStore';
import { EntryPages } from './store/EntryPages';
import { ListStore } from './store/ListStore';
import { PersonalStore } from './store/PersonalStore';

/** Makes the parts of the SSH menu and puts them together. */
export async function createSshMenu(services: {
  config: RootConfigService;
  database: DatabaseService;
  auditor: AuditorService;
  live: LiveService;
  logger: LoggerService;
}) {
  const { database, auditor, live, logger } = services;
  const { entriesPerList } = readSshMenuConfig(services.config);
  const db = await openDatabase(database, '@wheelhouse/plugin-sshmenu-backend');
  const common = {
    lists: new ListStore(db),
    pages: new EntryPages(db),
    changes: new ChangeStore(db),
    personal: new Personal(new PersonalStore()),
    events: new ListEvents(live, logger),
    maxEntries: entriesPerList,
  };
  return {
    audit: new Audit(auditor),
    entries: new Entries(common),
    entryLists: new EntryLists(common),
    sync: new Sync(common),
  };
}
