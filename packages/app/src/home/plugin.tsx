import {
  createExtensionInput,
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import HomeOutlined from '@mui/icons-material/HomeOutlined';
import { HomeSectionBlueprint } from '@wheelhouse/ui';

const homeRouteRef = createRouteRef();

const homePage = PageBlueprint.makeWithOverrides({
  inputs: {
    sections: createExtensionInput([HomeSectionBlueprint.dataRefs.section]),
  },
  factory: (original, { inputs }) => {
    const sections = inputs.sections.map(section =>
      section.get(HomeSectionBlueprint.dataRefs.section),
    );
    return original({
      path: '/',
      routeRef: homeRouteRef,
      title: 'Home',
      icon: <HomeOutlined />,
      noHeader: true,
      loader: () =>
        import('./HomePage').then(module => (
          <module.HomePage sections={sections} />
        )),
    });
  },
});

/** The page that one lands on. */
export const homePlugin = createFrontendPlugin({
  pluginId: 'home',
  title: 'Home',
  routes: { root: homeRouteRef },
  extensions: [homePage],
});
