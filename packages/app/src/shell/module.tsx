import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { errorDisplay, notFoundPage, progress } from './components';
import { layout } from './layout';
import { navigation } from './navigationExtension';
import { queryWrapper } from './queryWrapper';
import { sandboxNotice } from './sandboxNotice';
import { darkThemeExtension, lightThemeExtension } from './themes';

/** What stands around every page. */
export const shellModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    darkThemeExtension,
    errorDisplay,
    layout,
    lightThemeExtension,
    navigation,
    notFoundPage,
    progress,
    queryWrapper,
    sandboxNotice,
  ],
});
