import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import { createWheelhouseTheme } from './createWheelhouseTheme';
import { darkColours, lightColours } from './palette';

/** Give these to the app with `ThemeBlueprint`, inside `WheelhouseThemeProvider`. */
export const lightTheme = createWheelhouseTheme('light', lightColours);
export const darkTheme = createWheelhouseTheme('dark', darkColours);
