import type { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '@wheelhouse/http-node';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import type { Request } from 'express';

/** Writes down who changes what, and with which session or key, in the audit log. */
export class Audit {
  constructor(private readonly auditor: AuditorService) {}

  /** Does something and writes down that it was done, or why it failed. */
  async record<T>(
    request: Request,
    who: AuthState,
    event: string,
    meta: Record<string, string | number>,
    act: () => Promise<T>,
    told?: (result: T) => Record<string, string | number>,
  ): Promise<T> {
    return audited(
      this.auditor,
      {
        eventId: event,
        severityLevel: 'medium',
        request,
        meta: { auth: who.id, ...meta },
      },
      act,
      told,
    );
  }
}
