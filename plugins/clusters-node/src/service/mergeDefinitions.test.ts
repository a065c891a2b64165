import fc from 'fast-check';
import type { ClusterDefinition } from '../sources/types';
import { mergeDefinitions, ToldBySource } from './mergeDefinitions';

function define(
  name: string,
  host?: string,
  change: Partial<ClusterDefinition> = {},
): ClusterDefinition {
  return {
    name,
    labels: {},
    problems: [],
    credential: { kind: 'token' },
    connection: host
      ? {
          server: `https://${host}`,
          tls: {},
          auth: { kind: 'token', token: 't' },
        }
      : undefined,
    ...change,
  };
}
const merge = (told: ToldBySource[], allowedCommands: string[] = []) =>
  [...mergeDefinitions(told, { allowedCommands }).values()].map(
    ({ known }) => known,
  );
const told = (
  argocd: ClusterDefinition[],
  kubeconfig: ClusterDefinition[] = [],
): ToldBySource[] => [
  { source: 'argocd', definitions: argocd },
  { source: 'kubeconfig', definitions: kubeconfig },
];

describe('mergeDefinitions', () => {
  it('makes one cluster of two definitions of one server, as the first calls it', () => {
    expect(
      merge(
        told(
          [define('prod', 'a', { labels: { tier: '1' }, groups: ['acme/*'] })],
          [define('prod-admin', 'a', { labels: { tier: '2', zone: 'x' } })],
        ),
      ),
    ).toEqual([
      expect.objectContaining({
        name: 'prod',
        sources: ['argocd', 'kubeconfig'],
        labels: { tier: '1', zone: 'x' },
        groups: ['acme/*'],
        server: 'https://a',
        usable: true,
        problems: [],
      }),
    ]);
  });

  it('takes the connection of the next source where the first has none', () => {
    const [cluster] = merge(
      told(
        [define('prod', undefined, { problems: ['config is not JSON'] })],
        [define('prod', 'a')],
      ),
    );
    expect(cluster).toMatchObject({
      sources: ['argocd', 'kubeconfig'],
      usable: true,
      server: 'https://a',
      problems: ['config is not JSON'],
    });
  });

  it('tells of another cluster with the same name, and does not show it', () => {
    const clusters = merge(told([define('prod', 'a')], [define('prod', 'b')]));
    expect(clusters).toEqual([
      expect.objectContaining({
        name: 'prod',
        sources: ['argocd'],
        server: 'https://a',
        problems: [expect.stringMatching(/Another cluster has this name too/)],
      }),
    ]);
  });

  it('tells of a source that tells of one server twice', () => {
    const clusters = merge(told([define('a', 'x'), define('b', 'x')]));
    expect(clusters).toEqual([
      expect.objectContaining({
        name: 'a',
        sources: ['argocd'],
        problems: [expect.stringMatching(/twice; the other name is b/)],
      }),
    ]);
  });

  it('does not use a credential of a command that is not allowed', () => {
    const exec = define('a', 'x');
    exec.connection!.auth = {
      kind: 'exec',
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'aws',
      args: [],
      env: {},
      provideClusterInfo: false,
    };
    expect(merge(told([exec]))).toEqual([
      expect.objectContaining({
        usable: false,
        problems: [expect.stringMatching(/clusters\.exec\.allowedCommands/)],
      }),
    ]);
    expect(merge(told([exec]), ['aws'])[0]).toMatchObject({
      usable: true,
      problems: [],
    });
  });

  it('has another revision where anything of the connection is another', () => {
    const revision = (definition: ClusterDefinition) =>
      merge(told([definition]))[0].revision;
    const rotated = define('a', 'x');
    rotated.connection!.auth = { kind: 'token', token: 'new' };
    expect(revision(define('a', 'x'))).toBe(revision(define('a', 'x')));
    expect(revision(rotated)).not.toBe(revision(define('a', 'x')));
  });

  it('does not depend on the order in which a source tells', () => {
    const definitions = fc.array(
      fc
        .tuple(
          fc.constantFrom('a', 'b', 'c'),
          fc.constantFrom('x', 'y', undefined),
        )
        .map(([name, host]) => define(name, host)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(definitions, definitions, (argocd, kubeconfig) => {
        const clusters = merge(told(argocd, kubeconfig));
        expect(
          merge(told([...argocd].reverse(), [...kubeconfig].reverse())),
        ).toEqual(clusters);
        const names = clusters.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        const servers = clusters.flatMap(({ server }) => server ?? []);
        expect(new Set(servers).size).toBe(servers.length);
      }),
    );
  });
});
