import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { audited } from '@wheelhouse/http-node';
import type { Request } from 'express';
import type { ActivityStore } from '../store/ActivityStore';
import type { Announcer } from './Announcer';

/** Who did something, as far as it is written down. */
export interface Actor {
  entityId: string | undefined;
  persona: string | null;
}

/** Something that somebody does. */
export interface Deed {
  /** For the audit log, kebab case: `api-key-create`. */
  event: string;
  /** For the person's own eyes: `key.created`. */
  action: string;
  /** To what, in words. */
  subject: string;
  /** For the audit log; never a secret. */
  meta?: Record<string, string | number | null>;
}

/** Writes down what people change: in the audit log, and in the list of what they did last. */
export class Journal {
  constructor(
    private readonly options: {
      auditor: AuditorService;
      activity: ActivityStore;
      announcer: Announcer;
      logger: LoggerService;
    },
  ) {}

  /** Does something and writes down that it was done, or why it failed. */
  async record<T>(
    request: Request,
    actor: Actor,
    deed: Deed,
    act: () => Promise<T>,
  ): Promise<T> {
    const result = await audited(
      this.options.auditor,
      {
        eventId: deed.event,
        severityLevel: 'medium',
        request: withoutQuery(request),
        meta: { ...deed.meta, subject: deed.subject },
      },
      act,
    );
    await this.noticed(actor, deed);
    return result;
  }

  /** Adds to the list of what somebody did last. It is a comfort: where it fails, what was done stays done. */
  async noticed(actor: Actor, deed: Pick<Deed, 'action' | 'subject'>) {
    const { entityId, persona } = actor;
    if (!entityId) return;
    try {
      const { action, subject } = deed;
      await this.options.activity.add({ entityId, persona, action, subject });
      this.options.announcer.account(entityId, 'activity');
    } catch (error) {
      this.options.logger.warn('An activity could not be kept', error as Error);
    }
  }
}

/** The same request for the audit log, which names its address: what stands in a query may be a provider's code. */
function withoutQuery(request: Request): Request {
  const originalUrl = request.originalUrl.split('?')[0];
  return Object.create(request, { originalUrl: { value: originalUrl } });
}
