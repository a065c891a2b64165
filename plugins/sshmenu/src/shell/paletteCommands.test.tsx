import type { ApiHolder } from '@backstage/frontend-plugin-api';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { PaletteCommandBlueprint } from '@wheelhouse/ui';
import { FakeSshMenu } from '../__testUtils__/FakeSshMenu';
import { entry } from '../__testUtils__/fixtures';
import { entryCommands } from './paletteCommands';

describe('SSH entries in the palette', () => {
  it('are found as one would type them, and looked at', async () => {
    const api = new FakeSshMenu([entry()]);
    const listed = jest.spyOn(api, 'listEntries');
    const source = createExtensionTester(entryCommands).get(
      PaletteCommandBlueprint.dataRefs.source,
    );
    const found = await source.loader!('ssh web', {
      signal: new AbortController().signal,
      apis: { get: () => api } as unknown as ApiHolder,
    });
    expect(found).toMatchObject([
      {
        title: 'web (deploy@web.example)',
        href: '/sshmenu?entry=mine+entry-0001',
      },
    ]);
    expect(listed).toHaveBeenCalledWith(
      { search: 'web', sort: 'frecent', limit: 8 },
      expect.anything(),
    );
  });
});
