import { ConfigReader } from '@backstage/config';
import { readLiveConfig } from './config';

const read = (live?: object) =>
  readLiveConfig(new ConfigReader(live ? { live: live as any } : {}));

describe('readLiveConfig', () => {
  it('has defaults for everything', () => {
    expect(read()).toEqual({
      keep: { ms: 3_600_000, events: 100_000 },
      sockets: { perAuth: 100, total: 10_000 },
    });
  });

  it('reads what is set', () => {
    const live = {
      keep: '2h',
      keepEvents: 10,
      sockets: { perAuth: 1, total: 2 },
    };
    expect(read(live)).toEqual({
      keep: { ms: 7_200_000, events: 10 },
      sockets: { perAuth: 1, total: 2 },
    });
  });

  it.each<[string, object]>([
    ['live.kept', { kept: '1h' }],
    ['live.sockets.each', { sockets: { each: 1 } }],
    ['live.keep', { keep: 'long' }],
    ['live.keepEvents', { keepEvents: 0 }],
    ['live.sockets.total', { sockets: { total: 1.5 } }],
  ])('names %s where it is wrong', (path, live) => {
    expect(() => read(live)).toThrow(path);
  });
});
