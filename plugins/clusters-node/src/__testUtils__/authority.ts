import { generate } from 'selfsigned';

/** A certificate authority that lives as long as a test. PEM texts. */
export interface TestAuthority {
  ca: string;
  /** For a server at 127.0.0.1 and `localhost`, or with another name. */
  server(name?: string): Promise<{ cert: string; key: string }>;
  /** For a client. */
  client(notAfter?: Date): Promise<{ cert: string; key: string }>;
}

export async function createAuthority(): Promise<TestAuthority> {
  const root = await generate([{ name: 'commonName', value: 'test CA' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const ca = { key: root.private, cert: root.cert };
  return {
    ca: root.cert,
    async server(name) {
      const made = await generate(
        [{ name: 'commonName', value: name ?? 'localhost' }],
        {
          keyType: 'ec',
          algorithm: 'sha256',
          ca,
          extensions: [
            { name: 'extKeyUsage', serverAuth: true },
            {
              name: 'subjectAltName',
              altNames: name
                ? [{ type: 2, value: name }]
                : [
                    { type: 2, value: 'localhost' },
                    { type: 7, ip: '127.0.0.1' },
                  ],
            },
          ],
        },
      );
      return { cert: made.cert, key: made.private };
    },
    async client(notAfter) {
      const made = await generate([{ name: 'commonName', value: 'portal' }], {
        keyType: 'ec',
        algorithm: 'sha256',
        ca,
        notBeforeDate: new Date('2020-01-01T00:00:00Z'),
        notAfterDate: notAfter ?? new Date('2040-01-01T00:00:00Z'),
        extensions: [{ name: 'extKeyUsage', clientAuth: true }],
      });
      return { cert: made.cert, key: made.private };
    },
  };
}
