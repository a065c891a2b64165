import { stringify } from 'yaml';
import { createAuthority, TestAuthority } from '../../__testUtils__/authority';
import { CANARY } from '../../__testUtils__/clients';
import { connectionWith } from '../../__testUtils__/connectionWith';
import { parseKubeconfig } from './parseKubeconfig';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('parseKubeconfig', () => {
  let authority: TestAuthority;
  beforeAll(async () => {
    authority = await createAuthority();
  });

  function parse(
    cluster: object,
    user: object,
    files: Record<string, string> = {},
  ) {
    const text = stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'c',
          cluster: {
            server: 'https://Dev.example.com:443/base/',
            'certificate-authority-data': base64(authority.ca),
            ...cluster,
          },
        },
      ],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'dev', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'dev',
    });
    return parseKubeconfig(
      text,
      path => {
        if (path in files) return files[path];
        throw new Error('ENOENT');
      },
      path => `/folder/${path}`,
    )[0];
  }

  it('reads a context with a token', () => {
    expect(parse({}, { token: CANARY })).toEqual({
      name: 'dev',
      current: true,
      connection: connectionWith(
        'https://dev.example.com/base',
        authority.ca,
        CANARY,
      ),
      credential: { kind: 'token' },
      problems: [],
    });
  });

  it('reads files that it names, and when a certificate ends', async () => {
    const { cert, key } = await authority.client(
      new Date('2031-02-03T00:00:00Z'),
    );
    expect(
      parse(
        {
          'certificate-authority': 'ca.pem',
          'certificate-authority-data': undefined,
          'proxy-url': 'socks5://proxy:1080',
          'tls-server-name': 'api.internal',
        },
        { 'client-certificate': 'c.pem', 'client-key': 'k.pem' },
        { 'ca.pem': authority.ca, 'c.pem': cert, 'k.pem': key },
      ),
    ).toMatchObject({
      connection: {
        tls: {
          ca: authority.ca,
          certificate: cert,
          key,
          serverName: 'api.internal',
        },
        auth: { kind: 'certificate' },
        proxyUrl: 'socks5://proxy:1080',
      },
      credential: {
        kind: 'certificate',
        issued: '2020-01-01T00:00:00.000Z',
        expires: '2031-02-03T00:00:00.000Z',
      },
      problems: [],
    });
  });

  it('reads exec, basic and token files', () => {
    expect(
      parse(
        {},
        {
          exec: {
            apiVersion: 'client.authentication.k8s.io/v1',
            command: 'aws',
            args: ['eks', 'get-token'],
            env: [{ name: 'AWS_PROFILE', value: 'dev' }],
            provideClusterInfo: true,
          },
        },
      ).connection?.auth,
    ).toEqual({
      kind: 'exec',
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'aws',
      args: ['eks', 'get-token'],
      env: { AWS_PROFILE: 'dev' },
      provideClusterInfo: true,
    });
    expect(
      parse({}, { username: 'a', password: 'b' }).connection?.auth,
    ).toEqual({ kind: 'basic', username: 'a', password: 'b' });
    // The file goes before the token, as kubectl has it.
    expect(
      parse({}, { tokenFile: 'token', token: 'x' }).connection?.auth,
    ).toEqual({ kind: 'in-cluster', tokenFile: '/folder/token' });
  });

  it.each([
    [
      'an address without TLS',
      { server: 'http://dev.example.com' },
      {},
      /https:\/\//,
    ],
    [
      'an address with a password',
      { server: 'https://a:b@dev' },
      {},
      /without user/,
    ],
    ['no address', { server: undefined }, {}, /address.*missing/],
    [
      'a CA that is none',
      { 'certificate-authority-data': base64('x') },
      {},
      /CA is not a certificate/,
    ],
    [
      'a CA that is not base64',
      { 'certificate-authority-data': '%%' },
      {},
      /not base64/,
    ],
    [
      'a CA whose file is gone',
      {
        'certificate-authority': 'gone',
        'certificate-authority-data': undefined,
      },
      {},
      /certificate-authority names cannot be read/,
    ],
    ['a proxy of an unknown kind', { 'proxy-url': 'ftp://x' }, {}, /proxy/],
    ['a proxy that is no URL', { 'proxy-url': 'http://a:%zz@x' }, {}, /proxy/],
    [
      'a name in the certificate that is none',
      { 'tls-server-name': 'a b' },
      {},
      /no host name/,
    ],
    [
      'a token that cannot be sent',
      {},
      { token: 'a\nb' },
      /token holds characters/,
    ],
    [
      'half a client certificate',
      {},
      { 'client-key-data': base64('k') },
      /both the certificate and its key/,
    ],
    ['acting as somebody else', {}, { as: 'root' }, /as somebody else/],
    [
      'a login that is not supported',
      {},
      { token: undefined, 'auth-provider': { name: 'gcp' } },
      /auth-provider is not supported/,
    ],
  ])('does not use %s', (_name, cluster, user, problem) => {
    const context = parse(cluster, { token: CANARY, ...user });
    expect(context.connection).toBeUndefined();
    expect(context.problems.join('\n')).toMatch(problem);
    expect(context.problems.join('\n')).not.toContain(CANARY);
  });

  it('tells of what is used all the same', () => {
    const context = parse(
      {
        'certificate-authority-data': undefined,
        'insecure-skip-tls-verify': true,
        colour: 'red',
      },
      {},
    );
    expect(context.connection).toBeDefined();
    expect(context.problems).toEqual([
      expect.stringMatching(/cluster\.colour is not known/),
      expect.stringMatching(/not checked/),
      expect.stringMatching(/no credential/),
    ]);
  });

  it('trusts a CA where the definition says not to check as well', () => {
    const { connection, problems } = parse(
      { 'insecure-skip-tls-verify': true },
      { token: 't' },
    );
    expect(connection?.tls).toMatchObject({
      ca: authority.ca,
      insecure: false,
    });
    expect(problems).toEqual([expect.stringMatching(/the CA is used/)]);
  });

  const NINE = Array(9).fill('x').join(',');
  const BOMB = Array.from(
    { length: 9 },
    (_, i) =>
      `b${i}: &b${i} [${i ? NINE.replaceAll('x', `*b${i - 1}`) : NINE}]`,
  ).join('\n');
  it.each([
    ['half of one', '{', 'It is not YAML'],
    ['a text', CANARY, 'It is not a kubeconfig'],
    ['an empty file', '', 'It is not a kubeconfig'],
    ['another document', 'a: 1', 'It has no contexts'],
    ['promise 22: an alias bomb', BOMB, 'It is not YAML'],
  ])('refuses %s, in words that repeat nothing', (_name, text, words) => {
    expect(() => parseKubeconfig(text, String, String)).toThrow(
      expect.objectContaining({ message: words }),
    );
  });

  it('makes a context that leads nowhere its own problem', () => {
    const contexts = parseKubeconfig(
      stringify({
        contexts: [{ name: 'a', context: { cluster: 'gone' } }, { name: 'b' }],
      }),
      String,
      String,
    );
    expect(contexts.map(({ name, connection }) => [name, connection])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
    expect(contexts[0].problems[0]).toMatch(/names no cluster/);
  });
});
