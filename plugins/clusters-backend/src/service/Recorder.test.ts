import { mockServices } from '@backstage/backend-test-utils';
import type { Cluster } from '@wheelhouse/plugin-clusters-common';
import { eventually } from '@wheelhouse/testing';
import type { ReachabilityStore } from '../store/ReachabilityStore';
import type { Fleet } from './Fleet';
import { Recorder } from './Recorder';

const view = (name: string, state: Cluster['state']) =>
  ({ name, state, reasons: [] } as unknown as Cluster);

it('promise 28: waits for a database that is away with the last state of each cluster, and writes it then', async () => {
  const written: string[] = [];
  let away = true;
  const record = jest.fn(async ({ cluster, state }) => {
    if (away) throw new Error('the database is away');
    written.push(`${cluster} ${state}`);
    return '2026-03-01T00:00:00.000Z';
  });
  const logger = mockServices.logger.mock();
  const remember = jest.fn();
  const recorder = new Recorder({
    store: { record } as unknown as ReachabilityStore,
    fleet: { remember } as unknown as Fleet,
    logger,
    retryMs: 20,
  });
  recorder.record(view('dev', 'good'));
  await eventually(() => expect(logger.warn).toHaveBeenCalled());
  recorder.record(view('dev', 'failed'));
  recorder.record(view('dev', 'good'));
  recorder.record(view('prod', 'good'));
  expect(written).toEqual([]);
  away = false;
  await eventually(() => expect(written).toEqual(['dev good', 'prod good']));
  expect(remember).toHaveBeenCalledWith('dev', {
    state: 'good',
    since: '2026-03-01T00:00:00.000Z',
  });
  recorder.stop();
});
