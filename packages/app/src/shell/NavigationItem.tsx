import ButtonBase from '@mui/material/ButtonBase';
import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import type { NavContentNavItem } from '@backstage/plugin-app-react';
import type { ReactElement, ReactNode } from 'react';
import { NavLink } from 'react-router-dom';

const itemStyle = {
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'flex-start',
  gap: 1.25,
  width: '100%',
  height: 34,
  flexShrink: 0,
  px: 1.25,
  borderRadius: 1,
  color: 'text.secondary',
  fontSize: '0.8125rem',
  fontWeight: 500,
  fontFamily: 'inherit',
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  '& svg': { fontSize: 18, width: 18, height: 18, flexShrink: 0 },
  '&:hover': { bgcolor: 'action.hover', color: 'text.primary' },
  '&.active': {
    bgcolor: 'action.selected',
    color: 'text.primary',
    '& svg': { color: 'primary.main' },
  },
};

function Hinted(props: {
  title: string;
  compact: boolean;
  children: ReactElement;
}) {
  return (
    <Tooltip title={props.compact ? props.title : ''} placement="right">
      {props.children}
    </Tooltip>
  );
}

/** A page in the side bar. */
export function NavigationLink(props: {
  page: NavContentNavItem;
  compact: boolean;
}) {
  const { page, compact } = props;
  return (
    <Hinted title={page.title} compact={compact}>
      <Box
        component={NavLink}
        to={page.href}
        end={page.href === '/'}
        aria-label={compact ? page.title : undefined}
        sx={itemStyle}
      >
        {page.icon}
        {!compact && page.title}
      </Box>
    </Hinted>
  );
}

/** Something the side bar does. */
export function NavigationButton(props: {
  icon: ReactNode;
  title: string;
  compact: boolean;
  /** As `aria-keyshortcuts` writes it. */
  shortcut: string;
  onClick: () => void;
  /** Drawn at the end of the line: the key that does the same. */
  end: ReactNode;
}) {
  const { icon, title, compact, shortcut, onClick, end } = props;
  return (
    <Hinted title={title} compact={compact}>
      <ButtonBase
        onClick={onClick}
        aria-label={title}
        aria-keyshortcuts={shortcut}
        sx={itemStyle}
      >
        {icon}
        {!compact && (
          <>
            <Box component="span" sx={{ flex: 1, textAlign: 'start' }}>
              {title}
            </Box>
            {end}
          </>
        )}
      </ButtonBase>
    </Hinted>
  );
}
