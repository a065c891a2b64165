/* eslint-disable jsx-a11y/no-autofocus -- a dialog has to take the focus to somewhere useful */
import { useApiHolder } from '@backstage/frontend-plugin-api';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import InputBase from '@mui/material/InputBase';
import Typography from '@mui/material/Typography';
import { useEffect, useId, useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { isServerPath } from '../page/isServerPath';
import { VisuallyHidden } from '../page/VisuallyHidden';
import { Key } from './Key';
import { groupCommands, matchCommands } from './matchCommands';
import { PaletteOption } from './PaletteOption';
import type { PaletteCommand, PaletteLoader, PaletteSource } from './types';
import { useFoundCommands } from './useFoundCommands';

export interface CommandPaletteProps {
  open: boolean;
  onClose: () => void;
  sources: PaletteSource[];
}

/** Everything one can go to or do, found by typing. */
export function CommandPalette(props: CommandPaletteProps) {
  const { open, onClose, sources } = props;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      // Opened again while it still faded, it would have neither the focus nor an empty field.
      transitionDuration={{ exit: 0 }}
      sx={{ '& > div': { alignItems: 'flex-start' } }}
      PaperProps={{
        'aria-label': 'Command palette',
        sx: { mt: { xs: 1.5, sm: '12vh' } },
      }}
    >
      <PaletteContent sources={sources} onClose={onClose} />
    </Dialog>
  );
}

function PaletteContent(
  props: Pick<CommandPaletteProps, 'sources' | 'onClose'>,
) {
  const { sources, onClose } = props;
  const listId = useId();
  const apis = useApiHolder();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const fixed = useMemo(
    () => sources.flatMap(source => source.commands ?? []),
    [sources],
  );
  const loaders = useMemo(
    () =>
      sources
        .map(source => source.loader)
        .filter((loader): loader is PaletteLoader => loader !== undefined),
    [sources],
  );
  const { found, searching } = useFoundCommands(query, loaders);
  const groups = groupCommands([...matchCommands(query, fixed), ...found]);
  const commands = groups.flatMap(group => group.commands);
  const current = Math.min(active, commands.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  useEffect(() => {
    document
      .getElementById(`${listId}-${current}`)
      ?.scrollIntoView?.({ block: 'nearest' });
  }, [listId, current]);

  const choose = (command: PaletteCommand) => {
    onClose();
    if (command.href === undefined) command.run({ apis });
    else if (isServerPath(command.href)) window.location.assign(command.href);
    else navigate(command.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (commands.length === 0 || event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setActive((current + 1) % commands.length);
    else if (event.key === 'ArrowUp')
      setActive((current - 1 + commands.length) % commands.length);
    else if (event.key === 'Enter') choose(commands[current]);
    else return;
    event.preventDefault();
  };

  let said = `${commands.length} found`;
  if (commands.length === 0) said = searching ? 'Searching' : 'Nothing found';
  return (
    <>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.25,
          px: 2,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <SearchOutlined
          aria-hidden
          sx={{ fontSize: 20, color: 'text.secondary' }}
        />
        <InputBase
          autoFocus
          fullWidth
          placeholder="Go to a page or do something"
          value={query}
          onChange={event => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          sx={{ height: 52, fontSize: '0.9375rem' }}
          inputProps={{
            role: 'combobox',
            'aria-label': 'Go to a page or do something',
            'aria-expanded': true,
            'aria-autocomplete': 'list',
            'aria-controls': listId,
            'aria-activedescendant':
              current >= 0 ? optionId(current) : undefined,
            autoComplete: 'off',
            spellCheck: false,
          }}
        />
        <Box sx={{ display: { xs: 'none', sm: 'block' } }}>
          <Key>Esc</Key>
        </Box>
      </Box>
      <Box
        id={listId}
        role="listbox"
        aria-label="Results"
        sx={{
          overflowY: 'auto',
          maxHeight: 'min(52vh, 420px)',
          py: commands.length ? 1 : 0,
        }}
      >
        {groups.map(group => (
          <Box key={group.group} role="group" aria-label={group.group}>
            <Typography
              aria-hidden
              variant="caption"
              component="div"
              color="text.secondary"
              sx={{ px: 2, pt: 1, pb: 0.5, fontWeight: 500 }}
            >
              {group.group}
            </Typography>
            {group.commands.map(command => {
              const index = commands.indexOf(command);
              return (
                <PaletteOption
                  key={command.id}
                  id={optionId(index)}
                  command={command}
                  active={index === current}
                  onPoint={() => setActive(index)}
                  onChoose={() => choose(command)}
                />
              );
            })}
          </Box>
        ))}
      </Box>
      {commands.length === 0 && (
        <Typography
          color="text.secondary"
          sx={{ px: 2, py: 4, textAlign: 'center' }}
        >
          {searching ? 'Searching…' : `Nothing is called “${query}”`}
        </Typography>
      )}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}
