import AddOutlined from '@mui/icons-material/AddOutlined';
import TerminalOutlined from '@mui/icons-material/TerminalOutlined';
import { targetOf } from '@wheelhouse/plugin-sshmenu-common';
import { PaletteCommandBlueprint } from '@wheelhouse/ui';
import { sshmenuApiRef } from '../api/sshmenuApi';
import { entryPath, PATH } from '../routes';

export const menuCommands = PaletteCommandBlueprint.make({
  name: 'menu',
  params: {
    commands: [
      {
        id: 'sshmenu.add',
        title: 'Add an SSH entry',
        keywords: ['new', 'host', 'machine', 'server'],
        group: 'Actions',
        icon: <AddOutlined />,
        href: `${PATH}?do=add`,
      },
    ],
  },
});

/** How many entries the palette offers. */
const OFFERED = 8;

/** `ssh web` looks for `web`, as one would type it. */
const COMMAND = /^ssh\s+/i;

export const entryCommands = PaletteCommandBlueprint.make({
  name: 'entries',
  params: {
    loader: async (query, { signal, apis }) => {
      const search = query.replace(COMMAND, '');
      const page = await apis
        .get(sshmenuApiRef)
        ?.listEntries({ search, sort: 'frecent', limit: OFFERED }, signal);
      return (page?.items ?? []).map(entry => ({
        id: `sshmenu.${entry.list}.${entry.id}`,
        title: `${entry.name} (${targetOf(entry)})`,
        // The server has found it by whatever was typed.
        keywords: [query],
        group: 'SSH',
        icon: <TerminalOutlined />,
        href: entryPath(entry),
      }));
    },
  },
});
