import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readClustersConfig } from './readClustersConfig';

const TENANTS = { tenants: [{ id: 'acme' }, { id: 'globex' }] };
const read = (clusters?: JsonObject) =>
  readClustersConfig(
    new ConfigReader({ tenancy: TENANTS, ...(clusters && { clusters }) }),
  );
const source = (value: JsonObject) => ({ sources: [value] });

describe('readClustersConfig', () => {
  it('fills in what is not said', () => {
    expect(read()).toEqual({
      sources: [],
      visibility: undefined,
      showServer: [],
      limits: {
        connectMs: 5_000,
        requestMs: 10_000,
        watchMs: 40_000,
        allowedCommands: [],
        allowLinkLocal: false,
      },
    });
    expect(read(source({ type: 'argocd' })).sources).toEqual([
      {
        type: 'argocd',
        kubeconfig: undefined,
        context: undefined,
        namespace: 'argocd',
      },
    ]);
  });

  it('reads all of it', () => {
    expect(
      read({
        sources: [
          {
            type: 'argocd',
            kubeconfig: '/etc/mgmt',
            context: 'mgmt',
            namespace: 'gitops',
          },
          { type: 'kubeconfig', path: 'kube/config', contexts: ['dev'] },
        ],
        visibility: [
          { clusters: ['prod*', 'dev'], groups: ['acme/*', 'group:acme/ops'] },
        ],
        showServer: ['group:acme/platform-admins'],
        exec: { allowedCommands: ['aws'] },
        timeouts: { connect: '1s', request: '2s', watch: { minutes: 5 } },
        allowLinkLocalAddresses: true,
      }),
    ).toEqual({
      sources: [
        {
          type: 'argocd',
          kubeconfig: '/etc/mgmt',
          context: 'mgmt',
          namespace: 'gitops',
        },
        {
          type: 'kubeconfig',
          path: `${process.cwd()}/kube/config`,
          contexts: ['dev'],
        },
      ],
      visibility: [
        { clusters: ['prod*', 'dev'], groups: ['acme/*', 'acme/ops'] },
      ],
      showServer: ['acme/platform-admins'],
      limits: {
        connectMs: 1_000,
        requestMs: 2_000,
        watchMs: 300_000,
        allowedCommands: ['aws'],
        allowLinkLocal: true,
      },
    });
  });

  const rule = (value: JsonObject) => ({
    visibility: [{ clusters: ['dev'], groups: ['acme/*'], ...value }],
  });
  const WRONG: [string, JsonObject, RegExp][] = [
    ['an unknown key', { source: [] }, /^clusters\.source is not a known key/],
    [
      'an unknown type',
      source({ type: 'vault' }),
      /^clusters\.sources\[0\]\.type is 'vault', but must be argocd or kubeconfig/,
    ],
    ['no type', source({}), /clusters\.sources\[0\]\.type/],
    [
      'an unknown key of a source',
      source({ type: 'argocd', path: 'x' }),
      /^clusters\.sources\[0\]\.path is not a known key/,
    ],
    [
      'a context of no file',
      source({ type: 'argocd', context: 'x' }),
      /^clusters\.sources\[0\]\.context needs/,
    ],
    [
      'a namespace that is none',
      source({ type: 'argocd', namespace: 'Argo CD' }),
      /^clusters\.sources\[0\]\.namespace is 'Argo CD'.*DNS-1123/,
    ],
    [
      'a kubeconfig without its path',
      source({ type: 'kubeconfig' }),
      /clusters\.sources\[0\]\.path/,
    ],
    [
      'no contexts at all',
      source({ type: 'kubeconfig', path: 'x', contexts: [] }),
      /^clusters\.sources\[0\]\.contexts must have/,
    ],
    [
      'an unknown key of a rule',
      rule({ cluster: 'dev' }),
      /^clusters\.visibility\[0\]\.cluster is not/,
    ],
    [
      'a rule for no cluster',
      rule({ clusters: [] }),
      /^clusters\.visibility\[0\]\.clusters must have/,
    ],
    [
      'a name that no cluster has',
      rule({ clusters: ['Prod.*'] }),
      /^clusters\.visibility\[0\]\.clusters\[0\] is 'Prod\.\*'/,
    ],
    [
      'a group without its tenant',
      rule({ groups: ['ops'] }),
      /^clusters\.visibility\[0\]\.groups\[0\] is 'ops'/,
    ],
    [
      'everybody of everywhere',
      rule({ groups: ['*'] }),
      /^clusters\.visibility\[0\]\.groups\[0\] is '\*'/,
    ],
    [
      'a group of an unknown tenant',
      rule({ groups: ['acne/ops'] }),
      /^clusters\.visibility\[0\]\.groups\[0\].*no tenant 'acne'/,
    ],
    [
      'groups that are no groups, of those who see addresses',
      { showServer: ['user:acme/ben'] },
      /^clusters\.showServer\[0\]/,
    ],
    [
      'an unknown key of exec',
      { exec: { commands: [] } },
      /^clusters\.exec\.commands is not/,
    ],
    [
      'an unknown time-out',
      { timeouts: { read: '1s' } },
      /^clusters\.timeouts\.read is not/,
    ],
    [
      'a time-out of nothing',
      { timeouts: { connect: '0s' } },
      /^clusters\.timeouts\.connect must be a duration/,
    ],
    [
      'a truth that is none',
      { allowLinkLocalAddresses: 'perhaps' },
      /clusters\.allowLinkLocalAddresses/,
    ],
  ];

  it.each(WRONG)(
    "stops at %s, with the key's path",
    (_name, clusters, error) => {
      expect(() => read(clusters)).toThrow(error);
    },
  );
});
