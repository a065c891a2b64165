/* eslint-disable jest/no-export -- this makes a suite for test files, and is none */
import { eventually } from './eventually';
import { ContractSubject, paths, useNamespace } from './subject';

/**
 * How long a server may remember, in milliseconds: by default a real one forgets what is older than five minutes every
 * five minutes.
 */
const FORGETTING = 11 * 60_000;

interface WatchEvent {
  type: string;
  object: {
    kind: string;
    code?: number;
    reason?: string;
    metadata: {
      name: string;
      resourceVersion: string;
      annotations?: Record<string, string>;
    };
  };
}

const brief = ({ type, object }: WatchEvent) =>
  `${type} ${object.metadata.name}`;

/** What watches tell, in which order, and how one goes on after another. */
export function watchSuite(subject: ContractSubject): void {
  describe('watches', () => {
    const { name: ns, api } = useNamespace(subject, 'watch');
    const secrets = paths.secrets(ns);

    const version = async () =>
      (await api().get(secrets)).body.metadata.resourceVersion;
    const create = (name: string, labels = {}) =>
      api().post(secrets, { metadata: { name, labels } });
    const relabel = (name: string, labels: object) =>
      api().patch(`${secrets}/${name}`, 'merge-patch', {
        metadata: { labels },
      });

    /** The next events of a watch, as many as asked for or all. */
    async function events(query: string, count = Infinity) {
      const found: WatchEvent[] = [];
      for await (const line of api().lines(`${secrets}?watch=true&${query}`)) {
        found.push(JSON.parse(line));
        if (found.length === count) break;
      }
      return found;
    }

    it('tell in order what has happened since a version', async () => {
      const since = await version();
      await create('one');
      await create('two');
      await relabel('one', { a: 'b' });
      await api().delete(`${secrets}/two`);
      const told = await events(`resourceVersion=${since}`, 4);
      expect(told.map(brief)).toEqual([
        'ADDED one',
        'ADDED two',
        'MODIFIED one',
        'DELETED two',
      ]);
      expect(told[0].object.kind).toBe('Secret');
      const versions = told.map(each =>
        Number(each.object.metadata.resourceVersion),
      );
      expect(versions).toEqual([...versions].sort((a, b) => a - b));
      expect(new Set(versions).size).toBe(4);

      // Who resumes after the second misses nothing and gets nothing twice.
      const resumed = await events(`resourceVersion=${versions[1]}`, 2);
      expect(resumed.map(brief)).toEqual(['MODIFIED one', 'DELETED two']);
    });

    it('tell what happens while they are open', async () => {
      const since = await version();
      const next = events(`resourceVersion=${since}`, 1);
      await create('live');
      expect((await next).map(brief)).toEqual(['ADDED live']);
    });

    it('begin with what there is where no version is given', async () => {
      await create('there');
      const query = 'fieldSelector=metadata.name%3Dthere';
      const told = await events(query, 1);
      expect(told.map(brief)).toEqual(['ADDED there']);
    });

    it('say that what no longer matches is gone', async () => {
      const since = await version();
      await create('moving', { tier: 'a' });
      await relabel('moving', { tier: 'b' });
      await relabel('moving', { tier: 'a' });
      const query = `resourceVersion=${since}&labelSelector=tier%3Da`;
      expect((await events(query, 3)).map(brief)).toEqual([
        'ADDED moving',
        'DELETED moving',
        'ADDED moving',
      ]);
    });

    it(
      'from a version of long ago end at once with 410',
      async () => {
        // Events are not cached: what is forgotten of them is what the server's store has forgotten, in its own time.
        const forgotten = `${paths.events(ns)}?resourceVersion=1`;
        await eventually(
          async () =>
            expect(
              (
                await api().get(`${forgotten}&resourceVersionMatch=Exact`)
              ).body,
            ).toMatchObject({
              code: 410,
              reason: 'Expired',
              message: 'The resourceVersion for the provided list is too old.',
            }),
          FORGETTING,
        );
        const told: WatchEvent[] = [];
        for await (const line of api().lines(`${forgotten}&watch=true`)) {
          told.push(JSON.parse(line));
        }
        expect(told).toMatchObject([
          {
            type: 'ERROR',
            object: { kind: 'Status', code: 410, reason: 'Expired' },
          },
        ]);
      },
      FORGETTING + 60_000,
    );

    it('end when their time is over', async () => {
      const since = await version();
      const told = await events(
        `resourceVersion=${since}&timeoutSeconds=1&allowWatchBookmarks=true`,
      );
      expect(told.filter(each => each.type === 'ERROR')).toEqual([]);
    });

    it('get a bookmark from time to time, to resume from', async () => {
      const since = await version();
      const [bookmark] = await events(
        `resourceVersion=${since}&allowWatchBookmarks=true&fieldSelector=metadata.name%3Dnone`,
        1,
      );
      expect(bookmark).toMatchObject({
        type: 'BOOKMARK',
        object: { kind: 'Secret', apiVersion: 'v1' },
      });
      expect(
        Number(bookmark.object.metadata.resourceVersion),
      ).toBeGreaterThanOrEqual(Number(since));
    });

    it('stream the list where a client asks for that, and mark its end', async () => {
      await create('listed');
      const told: WatchEvent[] = [];
      const query =
        'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
      for await (const line of api().lines(`${secrets}?watch=true&${query}`)) {
        told.push(JSON.parse(line));
        if (told[told.length - 1].type === 'BOOKMARK') break;
      }
      expect(told.map(brief)).toContain('ADDED listed');
      expect(told[told.length - 1].object.metadata.annotations).toEqual({
        'k8s.io/initial-events-end': 'true',
      });
    });
  });
}
