import MoreVertOutlined from '@mui/icons-material/MoreVertOutlined';
import IconButton from '@mui/material/IconButton';
import {
  type MenuEntry,
  sshCommandFor,
} from '@wheelhouse/plugin-sshmenu-common';
import { CopyButton } from '@wheelhouse/ui';

/** What a row offers: its command, and all that can be done with it. */
export function EntryRowActions(props: {
  entry: MenuEntry;
  onMenu: (entry: MenuEntry, anchor: HTMLElement) => void;
}) {
  const { entry, onMenu } = props;
  const command = sshCommandFor(entry);
  return (
    <>
      {command.ok && (
        <CopyButton
          text={command.value}
          what={`ssh command of ${entry.name}`}
        />
      )}
      <IconButton
        size="small"
        aria-label={`More about ${entry.name}`}
        aria-haspopup="menu"
        onClick={event => onMenu(entry, event.currentTarget)}
        sx={{ color: 'text.secondary', p: 0.5 }}
      >
        <MoreVertOutlined sx={{ fontSize: 18 }} />
      </IconButton>
    </>
  );
}
