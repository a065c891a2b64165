import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { audited } from '@wheelhouse/http-node';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import type { Request } from 'express';
import type { StoredRestart } from '../store/rows';

/** What is audited of whoever asks: the key beside its owner. */
function whoOf(who: AuthState) {
  return {
    by: who.entity.ref,
    key: who.kind === 'api_key' ? who.id : null,
  };
}

/** Writes into the audit log what is asked for, refused, and how it ended. */
export class Journal {
  constructor(
    private readonly auditor: AuditorService,
    private readonly logger: LoggerService,
  ) {}

  /** Does something that somebody asks for, and writes down that it was done, or why it was refused. */
  async record<T>(
    request: Request,
    who: AuthState,
    eventId: string,
    subject: Record<string, string | number | null>,
    act: () => Promise<T>,
  ): Promise<T> {
    const meta = { ...whoOf(who), ...subject };
    return audited(
      this.auditor,
      { eventId, severityLevel: 'medium', request, meta },
      act,
    );
  }

  /** A restart has changed; its end is written down. */
  ended(stored: StoredRestart): void {
    const { id, cluster, namespace, kind, name, ...restart } = stored.restart;
    if (!restart.endedAt) return;
    void this.#ended({
      ...{ id, cluster, namespace, kind, name },
      state: restart.state,
      reason: restart.failure?.reason ?? null,
      by: restart.requestedBy.ref,
      key: restart.requestedBy.key?.id ?? null,
    });
  }

  async #ended(meta: Record<string, string | null>): Promise<void> {
    try {
      const event = await this.auditor.createEvent({
        eventId: 'restart-end',
        severityLevel: 'low',
        meta,
      });
      await event.success();
    } catch (error) {
      this.logger.warn(
        'The end of a restart could not be written into the audit log',
        error as Error,
      );
    }
  }
}
