import type { ClientLimits } from '../../config';
import type { ClusterConnection } from '../../sources/types';
import { Authenticator, bearer, FixedAuthenticator } from './Authenticator';
import { ExecAuthenticator } from './ExecAuthenticator';
import { TokenFileAuthenticator } from './TokenFileAuthenticator';

export function createAuthenticator(
  cluster: string,
  connection: ClusterConnection,
  limits: ClientLimits,
): Authenticator {
  const { auth } = connection;
  switch (auth.kind) {
    case 'token':
      return new FixedAuthenticator({ authorization: bearer(auth.token) }, [
        auth.token,
      ]);
    case 'basic': {
      const { username, password } = auth;
      const encoded = Buffer.from(`${username}:${password}`).toString('base64');
      return new FixedAuthenticator({ authorization: `Basic ${encoded}` }, [
        encoded,
        password,
      ]);
    }
    case 'in-cluster':
      return new TokenFileAuthenticator(cluster, auth.tokenFile);
    case 'exec':
      return new ExecAuthenticator(cluster, connection, auth, limits);
    default:
      return new FixedAuthenticator({});
  }
}
