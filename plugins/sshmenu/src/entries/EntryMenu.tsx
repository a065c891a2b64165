import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import GroupAddOutlined from '@mui/icons-material/GroupAddOutlined';
import PushPinOutlined from '@mui/icons-material/PushPinOutlined';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import type { MenuEntry } from '@wheelhouse/plugin-sshmenu-common';
import type { ReactElement } from 'react';
import type { EntryActions } from '../api/useEntryActions';
import type { Opened } from '../useMenuAddress';

/** What can be done with one entry. */
export function EntryMenu(props: {
  /** Undefined: closed. */
  entry: MenuEntry | undefined;
  anchor: HTMLElement | undefined;
  mayWrite: boolean;
  mayShare: boolean;
  actions: EntryActions;
  onOpen: (entry: MenuEntry, opened: Exclude<Opened, 'add'>) => void;
  onClose: () => void;
}) {
  const { entry, anchor, mayWrite, mayShare, actions, onOpen, onClose } = props;
  const item = (
    label: string,
    icon: ReactElement,
    act: (entry: MenuEntry) => void,
  ) => (
    <MenuItem
      key={label}
      onClick={() => {
        onClose();
        if (entry) act(entry);
      }}
    >
      <ListItemIcon sx={{ '& svg': { fontSize: 18 } }}>{icon}</ListItemIcon>
      {label}
    </MenuItem>
  );
  return (
    <Menu
      open={entry !== undefined && anchor !== undefined}
      anchorEl={anchor}
      onClose={onClose}
      MenuListProps={{ 'aria-label': entry && `What to do with ${entry.name}` }}
    >
      {mayWrite && [
        item('Edit', <EditOutlined />, one => onOpen(one, 'edit')),
        item(
          entry?.pinned ? 'Unpin' : 'Pin',
          <PushPinOutlined />,
          one => void actions.pin(one),
        ),
      ]}
      {item('Duplicate', <ContentCopyOutlined />, one =>
        onOpen(one, 'duplicate'),
      )}
      {mayShare &&
        item('Share with a group', <GroupAddOutlined />, one =>
          onOpen(one, 'share'),
        )}
      {mayWrite &&
        item('Delete', <DeleteOutlined />, one => void actions.remove(one))}
    </Menu>
  );
}
