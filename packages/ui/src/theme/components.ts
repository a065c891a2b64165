import type { ThemeOptions } from '@mui/material/styles';
import type { Colours } from './palette';
import { textFont } from './typography';

/** How MUI's components look here: flat, thin lines, small radii, no ripples. */
export function componentStyles(colours: Colours): ThemeOptions['components'] {
  const focusRing = {
    outline: `2px solid ${colours.brand}`,
    outlineOffset: 2,
  };
  return {
    MuiCssBaseline: {
      styleOverrides: {
        html: {
          height: '100%',
          scrollPaddingTop: 'var(--wheelhouse-top, 0px)',
        },
        body: {
          height: '100%',
          backgroundColor: colours.background,
          color: colours.text,
          fontFamily: textFont,
          fontSize: '0.875rem',
          lineHeight: 1.5,
          WebkitFontSmoothing: 'antialiased',
        },
        a: { color: 'inherit', textDecoration: 'none' },
        'time, [data-figures]': { fontVariantNumeric: 'tabular-nums' },
        ':focus-visible': focusRing,
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': {
            animationDuration: '0.01ms !important',
            animationIterationCount: '1 !important',
            transitionDuration: '0.01ms !important',
          },
        },
      },
    },
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { '&:focus-visible': focusRing } },
    },
    MuiButton: {
      defaultProps: { disableElevation: true, size: 'medium' },
      styleOverrides: {
        root: { borderRadius: 6, minHeight: 32, padding: '5px 12px' },
        sizeSmall: { minHeight: 28, padding: '3px 10px' },
        outlinedInherit: {
          borderColor: colours.line,
          backgroundColor: colours.surface,
          '&:hover': {
            backgroundColor: colours.hover,
            borderColor: colours.controlLine,
          },
        },
        textInherit: { '&:hover': { backgroundColor: colours.hover } },
      },
    },
    MuiIconButton: { styleOverrides: { root: { borderRadius: 6 } } },
    MuiPaper: {
      defaultProps: { elevation: 0 },
      styleOverrides: { root: { backgroundImage: 'none' } },
    },
    MuiMenu: {
      styleOverrides: {
        paper: {
          border: `1px solid ${colours.line}`,
          backgroundColor: colours.raised,
          boxShadow: '0 8px 24px rgba(0,0,0,0.16)',
          borderRadius: 8,
        },
      },
    },
    MuiMenuItem: {
      styleOverrides: {
        root: {
          fontSize: '0.8125rem',
          minHeight: 34,
          borderRadius: 4,
          margin: '0 4px',
        },
      },
    },
    MuiDialog: {
      styleOverrides: {
        paper: {
          border: `1px solid ${colours.line}`,
          backgroundColor: colours.raised,
          borderRadius: 10,
          boxShadow: '0 16px 48px rgba(0,0,0,0.24)',
          '@media (max-width: 599.95px)': {
            margin: 12,
            width: 'calc(100% - 24px)',
          },
        },
      },
    },
    MuiDialogTitle: {
      styleOverrides: {
        root: { fontSize: '1rem', fontWeight: 600, padding: '20px 24px 8px' },
      },
    },
    MuiDialogContent: {
      styleOverrides: { root: { padding: '8px 24px 16px' } },
    },
    MuiDialogActions: {
      styleOverrides: { root: { padding: '8px 24px 20px' } },
    },
    MuiTooltip: {
      defaultProps: { enterDelay: 300 },
      styleOverrides: {
        tooltip: {
          backgroundColor: colours.text,
          color: colours.background,
          fontSize: '0.75rem',
          fontWeight: 400,
          padding: '6px 8px',
          borderRadius: 6,
          maxWidth: 420,
        },
      },
    },
    MuiOutlinedInput: {
      styleOverrides: {
        root: {
          borderRadius: 6,
          backgroundColor: colours.surface,
          '&:focus-within': { outline: 'none' },
        },
        notchedOutline: { borderColor: colours.controlLine },
        input: { '&:focus-visible': { outline: 'none' } },
      },
    },
    MuiInputBase: {
      styleOverrides: {
        root: { fontSize: '0.875rem' },
        input: { '&:focus-visible': { outline: 'none' } },
      },
    },
    MuiTextField: { defaultProps: { size: 'small' } },
    MuiSelect: { defaultProps: { size: 'small' } },
    MuiChip: {
      styleOverrides: {
        root: { margin: 0, borderRadius: 6, height: 24 },
        label: { fontSize: '0.75rem', lineHeight: 1.4, fontWeight: 500 },
      },
    },
    MuiAlert: { styleOverrides: { root: { borderRadius: 8 } } },
    MuiTab: {
      styleOverrides: {
        root: {
          minHeight: 40,
          minWidth: 0,
          padding: '8px 12px',
          textTransform: 'none',
          letterSpacing: 0,
        },
      },
    },
    MuiTabs: { styleOverrides: { root: { minHeight: 40 } } },
    MuiTableRow: { styleOverrides: { root: {} } },
    MuiTableCell: {
      styleOverrides: {
        root: {
          padding: '10px 12px',
          borderBottom: `1px solid ${colours.line}`,
        },
      },
    },
  };
}
