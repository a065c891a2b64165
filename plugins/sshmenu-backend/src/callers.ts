import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type {
  AuthState,
  TenancyService,
} from '@wheelhouse/plugin-tenancy-node';
import type { Request } from 'express';

/** Finds out who makes a request, signed in or with a key. */
export class Callers {
  constructor(
    private readonly httpAuth: HttpAuthService,
    private readonly tenancy: TenancyService,
  ) {}

  async of(request: Request): Promise<AuthState> {
    const credentials = await this.httpAuth.credentials(request, {
      allow: ['user'],
    });
    return this.tenancy.whoIs(credentials);
  }
}
