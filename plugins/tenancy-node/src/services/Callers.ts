import type {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Request } from 'express';
import type { AuthState } from '../directory';
import type { TenancyService } from './tenancyService';

/** Who calls, and with what, so that it can be looked again whether they still may. */
export interface Caller {
  who: AuthState;
  credentials: BackstageCredentials;
}

/** Finds out who makes a request, signed in or with a key. */
export class Callers {
  constructor(
    private readonly httpAuth: HttpAuthService,
    private readonly tenancy: TenancyService,
  ) {}

  async of(request: Request): Promise<AuthState> {
    return (await this.withCredentials(request)).who;
  }

  async withCredentials(request: Request): Promise<Caller> {
    const credentials = await this.httpAuth.credentials(request, {
      allow: ['user'],
    });
    return { who: await this.tenancy.whoIs(credentials), credentials };
  }

  /** Who a caller is by now. @throws AuthenticationError where what they called with has ended */
  again({ credentials }: Caller): Promise<AuthState> {
    return this.tenancy.whoIs(credentials);
  }
}
