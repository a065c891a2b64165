import { timestamp } from '../api/managedFields';
import { ObjectApi, suffix } from '../api/objects';
import { RESOURCES } from '../api/resources';
import { keyOf, listOf, ObjectStore } from '../api/store';
import { KubeEvent, KubeObject } from '../api/types';
import { Clock } from '../clock';

/** How many of a namespace are kept; they are forgotten after an hour in any case. */
const KEPT_EVENTS = 1000;
const LIFETIME = 3_600_000;

/** Writes events, and counts those that happen again. */
export class EventRecorder {
  constructor(
    private readonly store: ObjectStore,
    private readonly objects: ObjectApi,
    private readonly clock: Clock,
  ) {}

  /** Forgets events that a real server would no longer have. */
  forgetOld(): void {
    for (const event of listOf<KubeEvent>(this.store, 'events')) {
      if (Date.parse(event.lastTimestamp) < this.clock.now() - LIFETIME) {
        this.store.remove(RESOURCES.events, keyOf(event));
      }
    }
  }

  record(
    about: KubeObject,
    type: KubeEvent['type'],
    reason: string,
    component: string,
    { message, container }: { message: string; container?: string },
  ): void {
    const { name, namespace = 'default', uid } = about.metadata;
    const now = timestamp(this.clock.now());
    const events = listOf<KubeEvent>(this.store, 'events', namespace);
    const again = events.find(
      event =>
        event.involvedObject.uid === uid &&
        event.reason === reason &&
        event.message === message,
    );
    if (again) {
      this.objects.update(
        again,
        event => ({ ...event, count: event.count + 1, lastTimestamp: now }),
        { manager: component },
      );
      return;
    }
    const oldest = events
      .sort((a, b) => (a.lastTimestamp < b.lastTimestamp ? -1 : 1))
      .slice(0, Math.max(0, events.length - KEPT_EVENTS));
    for (const event of oldest) {
      this.store.remove(RESOURCES.events, keyOf(event));
    }
    if (!this.store.get(RESOURCES.namespaces, namespace)) return;
    this.objects.create(
      {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: `${name}.${suffix(16)}`, namespace },
        type,
        reason,
        message,
        count: 1,
        firstTimestamp: now,
        lastTimestamp: now,
        eventTime: null,
        source: { component },
        reportingComponent: component,
        reportingInstance: '',
        involvedObject: {
          apiVersion: about.apiVersion,
          kind: about.kind,
          name,
          namespace: about.metadata.namespace,
          uid,
          resourceVersion: about.metadata.resourceVersion,
          ...(container && { fieldPath: `spec.containers{${container}}` }),
        },
      },
      { manager: component },
    );
  }
}
