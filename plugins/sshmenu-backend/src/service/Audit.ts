import type { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '@wheelhouse/http-node';
import type { Request } from 'express';

/** Writes down who changes what, in the audit log. */
export class Audit {
  constructor(private readonly auditor: AuditorService) {}

  /** Does something and writes down that it was done, or why it failed. */
  async record<T>(
    request: Request,
    event: string,
    meta: Record<string, string | number>,
    act: () => Promise<T>,
    told?: (result: T) => Record<string, string | number>,
  ): Promise<T> {
    return audited(
      this.auditor,
      { eventId: event, severityLevel: 'low', request, meta },
      act,
      told,
    );
  }
}
