import type { ApiHolder } from '@backstage/frontend-plugin-api';
import { PaletteCommandBlueprint } from '@wheelhouse/ui';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { fakeRestarts } from '../__testUtils__/fakes';
import { workload } from '../__testUtils__/fixtures';
import type { RestartsApi } from '../api/restartsApi';
import { workloadCommands } from './paletteCommands';

async function find(query: string, restarts: RestartsApi) {
  const source = createExtensionTester(workloadCommands).get(
    PaletteCommandBlueprint.dataRefs.source,
  );
  const apis = { get: () => restarts } as unknown as ApiHolder;
  const { signal } = new AbortController();
  const found = await source.loader!(query, { signal, apis });
  return found.map(({ title, href }) => `${title} → ${href}`);
}

describe('workloads in the palette', () => {
  const restarts = fakeRestarts({
    listWorkloads: jest.fn(async () => ({
      items: [workload()],
      unavailable: [],
    })),
  });
  const look =
    'api (payments on dev) → /restarts?workload=dev%2Fpayments%2Fdeployments%2Fapi';
  const restart =
    'Restart api (payments on dev) → /restarts?restart=dev%2Fpayments%2Fdeployments%2Fapi';

  it('are to be looked at, and restarted', async () => {
    expect(await find('api', restarts)).toEqual([look, restart]);
  });

  it('are found by what stands after the verb, with the action first', async () => {
    expect(await find('Restart api', restarts)).toEqual([restart, look]);
    expect(restarts.listWorkloads).toHaveBeenLastCalledWith(
      { search: 'api', limit: 8 },
      expect.anything(),
    );
  });
});
