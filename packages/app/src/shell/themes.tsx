import { ThemeBlueprint } from '@backstage/plugin-app-react';
import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined';
import LightModeOutlined from '@mui/icons-material/LightModeOutlined';
import { darkTheme, lightTheme, WheelhouseThemeProvider } from '@wheelhouse/ui';

export const lightThemeExtension = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <LightModeOutlined />,
      Provider: ({ children }) => (
        <WheelhouseThemeProvider theme={lightTheme}>
          {children}
        </WheelhouseThemeProvider>
      ),
    },
  },
});

export const darkThemeExtension = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <DarkModeOutlined />,
      Provider: ({ children }) => (
        <WheelhouseThemeProvider theme={darkTheme}>
          {children}
        </WheelhouseThemeProvider>
      ),
    },
  },
});
