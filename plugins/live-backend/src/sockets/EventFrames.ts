import type { LiveEvent } from '@wheelhouse/plugin-live-node';
import type { EventLog } from '../log/EventLog';
import type { LogEvent } from '../store/LogStore';
import { toTextFrame } from './frames';

/** Clients choose their ids. Of an event, so many are shared: what is kept at the same time is bounded. */
const MAX_IDS = 16;
/** Events that are kept at the same time. */
const MAX_EVENTS = 32;

/**
 * One event as it goes to many: written once, and once more for each id that subscriptions to it have. The bytes are shared by
 * all sockets that they are sent to.
 */
export class EventFrames {
  readonly #rest: string;
  readonly #frames = new Map<string, Buffer>();
  #event?: LiveEvent;

  constructor(private readonly logged: LogEvent, cursor: string) {
    const { type, time, data } = logged;
    const known = JSON.stringify({ cursor, type, time });
    this.#rest = `,${known.slice(1, -1)},"data":${data}}`;
  }

  /** The event as it was published. */
  get event(): LiveEvent {
    const { type, data } = this.logged;
    this.#event ??= { type, data: JSON.parse(data) };
    return this.#event;
  }

  /** @param idJson - the id of the subscription, as JSON */
  frameFor(idJson: string): Buffer {
    const known = this.#frames.get(idJson);
    if (known) return known;
    const frame = toTextFrame(`{"op":"event","id":${idJson}${this.#rest}`);
    if (this.#frames.size < MAX_IDS) this.#frames.set(idJson, frame);
    return frame;
  }
}

/** The frames of events, for all who are served in the same turn: after a pause many catch up at once. */
export class FramesOfTurn {
  readonly #events = new Map<number, EventFrames>();

  constructor(private readonly log: Pick<EventLog, 'cursorOf'>) {}

  of(event: LogEvent): EventFrames {
    const { sequence } = event;
    const known = this.#events.get(sequence);
    if (known) return known;
    if (this.#events.size === 0) setImmediate(() => this.#events.clear());
    else if (this.#events.size >= MAX_EVENTS) this.#events.clear();
    const frames = new EventFrames(event, this.log.cursorOf(sequence));
    this.#events.set(sequence, frames);
    return frames;
  }
}
