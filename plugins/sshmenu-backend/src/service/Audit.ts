import type { AuditorService } from '@backstage/backend-plugin-api';
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
    told: (result: T) => Record<string, string | number> = () => ({}),
  ): Promise<T> {
    const entry = await this.auditor.createEvent({
      eventId: event,
      severityLevel: 'low',
      request,
      meta,
    });
    let result: T;
    try {
      result = await act();
    } catch (error) {
      await entry.fail({ error: error as Error });
      throw error;
    }
    await entry.success({ meta: told(result) });
    return result;
  }
}
