import { createUnifiedTheme, palettes } from '@backstage/theme';
import type { UnifiedTheme } from '@backstage/theme';
import type { Colours } from './palette';
import { componentStyles } from './components';
import { textFont, typography } from './typography';

/** The portal's theme of one mode, for our own components and for Backstage's. */
export function createWheelhouseTheme(
  mode: 'light' | 'dark',
  colours: Colours,
): UnifiedTheme {
  return createUnifiedTheme({
    fontFamily: textFont,
    typography,
    palette: {
      ...palettes[mode],
      mode,
      type: mode,
      primary: {
        main: colours.brand,
        dark: colours.brandHover,
        contrastText: colours.brandContrast,
      },
      secondary: { main: colours.textSoft },
      error: { main: colours.failed, contrastText: colours.failedContrast },
      warning: { main: colours.attention },
      info: { main: colours.working },
      success: { main: colours.good },
      background: { default: colours.background, paper: colours.surface },
      text: {
        primary: colours.text,
        secondary: colours.textSoft,
        disabled: colours.textSoft,
      },
      divider: colours.line,
      action: { hover: colours.hover, selected: colours.brandSoft },
      border: colours.line,
      highlight: colours.brandSoft,
      link: colours.brand,
      linkHover: colours.brandHover,
      textSubtle: colours.textSoft,
      textVerySubtle: colours.controlLine,
      errorText: colours.failed,
      warningText: colours.attention,
      infoText: colours.working,
      status: {
        ok: colours.good,
        running: colours.working,
        pending: colours.attention,
        warning: colours.attention,
        error: colours.failed,
        aborted: colours.unknown,
      },
      navigation: {
        background: colours.background,
        indicator: colours.brand,
        color: colours.textSoft,
        selectedColor: colours.text,
        navItem: { hoverBackground: colours.hover },
      },
      tabbar: { indicator: colours.brand },
    },
    components: componentStyles(colours),
  });
}
