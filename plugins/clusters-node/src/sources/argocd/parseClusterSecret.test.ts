import fc from 'fast-check';
import { createAuthority, TestAuthority } from '../../__testUtils__/authority';
import { CANARY } from '../../__testUtils__/clients';
import { connectionWith } from '../../__testUtils__/connectionWith';
import type { KubernetesObject } from '../../reflector/types';
import type { ClusterConnection } from '../types';
import { parseClusterSecret } from './parseClusterSecret';

const MANAGEMENT: ClusterConnection = {
  server: 'https://mgmt.example.com:6443',
  tls: {},
  auth: { kind: 'token', token: 'management' },
};
const base64 = (text: string) => Buffer.from(text).toString('base64');

function secret(
  data: Record<string, string | undefined>,
  metadata: Partial<KubernetesObject['metadata']> = {},
): KubernetesObject {
  const present = Object.entries(data).filter(([, text]) => text !== undefined);
  return {
    metadata: {
      name: 'cluster-dev-123',
      namespace: 'argocd',
      uid: '1',
      resourceVersion: '1',
      ...metadata,
    },
    data: Object.fromEntries(
      present.map(([key, text]) => [key, base64(text as string)]),
    ),
  };
}

describe('parseClusterSecret', () => {
  let authority: TestAuthority;
  let config: object;
  beforeAll(async () => {
    authority = await createAuthority();
    MANAGEMENT.tls.ca = authority.ca;
    config = {
      bearerToken: CANARY,
      tlsClientConfig: { insecure: false, caData: base64(authority.ca) },
    };
  });
  const parse = (
    change: Record<string, string | undefined> = {},
    metadata?: Partial<KubernetesObject['metadata']>,
  ) =>
    parseClusterSecret(
      secret(
        {
          name: 'dev',
          server: 'https://dev.example.com:6443/',
          config: JSON.stringify(config),
          ...change,
        },
        metadata,
      ),
      MANAGEMENT,
    );
  const parseConfig = (value: object) =>
    parse({ config: JSON.stringify(value) });

  it('reads what Argo CD writes', () => {
    expect(
      parse(
        {
          namespaces: 'a,b',
          clusterResources: 'true',
          project: 'p',
          shard: '1',
        },
        {
          labels: {
            'argocd.argoproj.io/secret-type': 'cluster',
            'addons-cert-manager': 'true',
          },
          annotations: {
            'managed-by': 'argocd.argoproj.io',
            'clusters.wheelhouse.dev/groups': 'acme/ops, globex/*',
          },
        },
      ),
    ).toEqual({
      name: 'dev',
      labels: { 'addons-cert-manager': 'true' },
      groups: ['acme/ops', 'globex/*'],
      connection: connectionWith(
        'https://dev.example.com:6443',
        authority.ca,
        CANARY,
      ),
      credential: { kind: 'token' },
      problems: [],
    });
  });

  it('says when a token was issued, and when it ends', () => {
    const claims = { iat: 1_700_000_000, exp: 1_800_000_000 };
    const token = `e30.${Buffer.from(JSON.stringify(claims)).toString(
      'base64url',
    )}.x`;
    expect(parseConfig({ ...config, bearerToken: token })?.credential).toEqual({
      kind: 'token',
      issued: '2023-11-14T22:13:20.000Z',
      expires: '2027-01-15T08:00:00.000Z',
    });
  });

  it('reads client certificates, passwords, commands and proxies', async () => {
    const { cert, key } = await authority.client();
    const tlsClientConfig = {
      caData: base64(authority.ca),
      serverName: 'api.internal',
    };
    expect(
      parseConfig({
        tlsClientConfig: {
          ...tlsClientConfig,
          certData: base64(cert),
          keyData: base64(key),
        },
        proxyUrl: 'http://proxy:3128',
        disableCompression: true,
      }),
    ).toMatchObject({
      connection: {
        tls: { certificate: cert, key, serverName: 'api.internal' },
        auth: { kind: 'certificate' },
        proxyUrl: 'http://proxy:3128',
      },
      credential: { kind: 'certificate', expires: '2040-01-01T00:00:00.000Z' },
      problems: [],
    });
    expect(
      parseConfig({ username: 'a', password: 'b', tlsClientConfig })?.connection
        ?.auth,
    ).toEqual({ kind: 'basic', username: 'a', password: 'b' });
    expect(
      parseConfig({
        tlsClientConfig,
        execProviderConfig: {
          command: 'argocd-k8s-auth',
          args: ['aws', '--cluster-name', 'dev'],
          env: { AWS_REGION: 'eu-west-1' },
          apiVersion: 'client.authentication.k8s.io/v1beta1',
          installHint: 'x',
        },
      })?.connection?.auth,
    ).toEqual({
      kind: 'exec',
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: 'argocd-k8s-auth',
      args: ['aws', '--cluster-name', 'dev'],
      env: { AWS_REGION: 'eu-west-1' },
      provideClusterInfo: false,
    });
  });

  it.each([
    'https://kubernetes.default.svc',
    'https://kubernetes.default.svc/',
    'https://kubernetes.default.svc:443',
    'https://kubernetes.default.svc.cluster.local',
  ])("knows %s as the management cluster's own", server => {
    expect(
      parse({ server, config: '{"tlsClientConfig":{"insecure":false}}' }),
    ).toMatchObject({
      connection: MANAGEMENT,
      credential: { kind: 'token' },
      problems: [],
    });
    // With a credential of its own, that is used, at the address that is known.
    expect(
      parse({ server, config: '{"bearerToken":"own"}' })?.connection,
    ).toMatchObject({
      server: MANAGEMENT.server,
      auth: { kind: 'token', token: 'own' },
    });
  });

  it.each([
    [
      'no data',
      { name: undefined, server: undefined, config: undefined },
      /no config/,
    ],
    ['no config', { config: undefined }, /no config/],
    [
      'broken JSON',
      { config: `{"bearerToken":"${CANARY}` },
      /config is not JSON/,
    ],
    [
      'a config that is a text',
      { config: `"${CANARY}"` },
      /config must be an object/,
    ],
    ['an address that is none', { server: CANARY }, /address/],
    ['no address', { server: undefined }, /address.*missing/],
    [
      'a CA that is none',
      {
        config: JSON.stringify({
          bearerToken: CANARY,
          tlsClientConfig: { caData: base64(CANARY) },
        }),
      },
      /CA is not a certificate/,
    ],
    [
      'a CA that is not base64',
      {
        config: JSON.stringify({
          bearerToken: CANARY,
          tlsClientConfig: { caData: '***' },
        }),
      },
      /caData is not base64/,
    ],
    [
      'a CA that is no text',
      {
        config: JSON.stringify({
          bearerToken: CANARY,
          tlsClientConfig: { caData: [CANARY] },
        }),
      },
      /caData must be text/,
    ],
    [
      'a proxy that is none',
      {
        config: JSON.stringify({
          bearerToken: CANARY,
          proxyUrl: `x://${CANARY}`,
        }),
      },
      /proxy/,
    ],
    [
      'AWS',
      { config: JSON.stringify({ awsAuthConfig: { clusterName: CANARY } }) },
      /awsAuthConfig is not supported/,
    ],
  ])('does not use %s', (_name, change, problem) => {
    const definition = parse(change);
    expect(definition?.connection).toBeUndefined();
    expect(definition?.problems.join('\n')).toMatch(problem);
    expect(JSON.stringify(definition)).not.toContain(CANARY);
  });

  it('tells of unknown fields, a missing CA and unreadable groups', () => {
    const definition = parse(
      { config: '{"bearerToken":"x","bearertoken":"y"}', kubeconfig: 'z' },
      { annotations: { 'clusters.wheelhouse.dev/groups': '*' } },
    );
    expect(definition).toMatchObject({
      connection: expect.anything(),
      groups: [],
      problems: [
        'data.kubeconfig is not known, and does nothing',
        'config.bearertoken is not known, and does nothing',
        expect.stringContaining('There is no CA'),
        expect.stringContaining('clusters.wheelhouse.dev/groups'),
      ],
    });
  });

  it.each([
    ['In Cluster', { name: 'in-cluster', title: 'In Cluster' }],
    [
      'prod.eu.example.com',
      { name: 'prod-eu-example-com', title: 'prod.eu.example.com' },
    ],
    ['arn:aws:eks:eu:1:cluster/Foo', { name: 'arn-aws-eks-eu-1-cluster-foo' }],
    ['../../etc', { name: 'etc' }],
    ['x'.repeat(100), { name: 'x'.repeat(63) }],
    ['-\u001b[31m\n-', { name: '31m', title: '- [31m -' }],
    ['日本', { name: 'cluster-dev-123' }],
    [undefined, { name: 'cluster-dev-123' }],
  ])(
    'promise 23: makes a name of %p that routes can hold',
    (name, expected) => {
      expect(parse({ name })).toMatchObject(expected);
    },
  );

  describe('promise 19: whatever a secret holds', () => {
    const text = fc.oneof(
      fc.constant(CANARY),
      fc.constant(base64(CANARY)),
      fc.string(),
    );
    const anything = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }));
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
      fc.option(arbitrary, { nil: undefined });
    const hostileConfig = fc.record({
      username: maybe(anything),
      password: maybe(anything),
      bearerToken: maybe(anything),
      tlsClientConfig: maybe(
        fc.oneof(
          anything,
          fc.record({
            insecure: anything,
            serverName: anything,
            caData: anything,
            certData: anything,
            keyData: anything,
          }),
        ),
      ),
      awsAuthConfig: maybe(anything),
      execProviderConfig: maybe(
        fc.oneof(
          anything,
          fc.record({ command: anything, args: anything, env: anything }),
        ),
      ),
      proxyUrl: maybe(anything),
      [CANARY]: maybe(anything),
    });
    const hostileData = fc.record({
      name: maybe(fc.string()),
      server: maybe(text),
      config: maybe(
        fc.oneof(
          text,
          hostileConfig.map(value => JSON.stringify(value)),
        ),
      ),
      [CANARY]: maybe(text),
    });

    it('its problems hold none of it, and it never throws', () => {
      fc.assert(
        fc.property(hostileData, fc.boolean(), (data, broken) => {
          const hostile = secret(data);
          if (broken) (hostile.data as Record<string, string>).config = CANARY;
          const definition = parseClusterSecret(hostile, MANAGEMENT);
          const { problems, credential } = definition!;
          const shown = JSON.stringify({ problems, credential });
          expect(shown).not.toContain(CANARY);
          expect(shown).not.toContain(base64(CANARY));
        }),
        { numRuns: 2_000 },
      );
    });

    it('its shape may be anything at all', () => {
      fc.assert(
        fc.property(fc.jsonValue(), data => {
          const hostile = { ...secret({}), data };
          expect(() => parseClusterSecret(hostile, MANAGEMENT)).not.toThrow();
        }),
      );
    });
  });
});
