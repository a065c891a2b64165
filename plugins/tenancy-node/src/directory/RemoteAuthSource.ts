import { DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError, ServiceUnavailableError } from '@backstage/errors';
import type { Lookup } from '../credentials';
import { AuthSource, MintedToken } from './AuthSource';
import { AuthState } from './AuthState';

const TIMEOUT_MS = 2_500;

/** The tenancy plugin of another process, asked over HTTP with a service token. */
export class RemoteAuthSource implements AuthSource {
  constructor(
    private readonly options: {
      discovery: DiscoveryService;
      /** A token of the asking plugin for the tenancy plugin. */
      serviceToken(): Promise<string>;
    },
  ) {}

  async resolve(lookup: Lookup): Promise<AuthState | undefined> {
    const { state } = await this.#post('resolve', lookup);
    return state;
  }

  async resolveMany(
    lookups: readonly Lookup[],
  ): Promise<Array<AuthState | undefined>> {
    const { states } = await this.#post('resolve-many', { lookups });
    return states.map((state: AuthState | null) => state ?? undefined);
  }

  async rememberBackstageToken(token: MintedToken): Promise<void> {
    await this.#post('backstage-tokens', token);
  }

  async endSession(hash: string): Promise<void> {
    await this.#post('end-session', { hash });
  }

  async readSetting(name: string): Promise<unknown> {
    const { value } = await this.#post('settings', { name });
    return value;
  }

  async #post(path: string, body: unknown): Promise<any> {
    const url = await this.options.discovery.getBaseUrl('tenancy');
    const token = await this.options.serviceToken();
    let response: Response;
    try {
      response = await fetch(`${url}/internal/${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw new ServiceUnavailableError(
        'Who you are cannot be checked now; try again in a few seconds',
        error,
      );
    }
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}
