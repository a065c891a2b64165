import { InputError } from '@backstage/errors';
import type {
  LiveClientFrame,
  LiveServerFrame,
} from '@wheelhouse/plugin-live-common';
import type { LiveEvent } from '@wheelhouse/plugin-live-node';
import { MAX_CURSOR_LENGTH } from '../log/cursor';
import type { LogEvent } from '../store/LogStore';
import { MAX_CHANNEL_LENGTH } from './channels';

/** The longest id that a client may choose, in characters. */
const MAX_ID_LENGTH = 128;

/** @throws InputError which says what is wrong with the frame. */
export function parseFrame(text: string): LiveClientFrame {
  let frame: Record<string, unknown>;
  try {
    frame = JSON.parse(text);
  } catch {
    throw new InputError('A frame must be JSON');
  }
  if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) {
    throw new InputError('A frame must be a JSON object');
  }
  const id = textOf(frame, 'id', MAX_ID_LENGTH);
  switch (frame.op) {
    case 'subscribe': {
      const channel = textOf(frame, 'channel', MAX_CHANNEL_LENGTH);
      if (frame.cursor === undefined) return { op: 'subscribe', id, channel };
      const cursor = textOf(frame, 'cursor', MAX_CURSOR_LENGTH);
      return { op: 'subscribe', id, channel, cursor };
    }
    case 'unsubscribe':
      return { op: 'unsubscribe', id };
    default:
      throw new InputError("op: must be 'subscribe' or 'unsubscribe'");
  }
}

function textOf(
  frame: Record<string, unknown>,
  name: string,
  maxLength: number,
): string {
  const value = Object.hasOwn(frame, name) ? frame[name] : undefined;
  if (typeof value !== 'string' || value === '' || value.length > maxLength) {
    throw new InputError(
      `${name}: must be text of 1 to ${maxLength} characters`,
    );
  }
  return value;
}

/** A frame as it is sent. */
export function serialize(frame: LiveServerFrame): string {
  return JSON.stringify(frame);
}

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
    let frame = this.#frames.get(idJson);
    if (!frame) {
      frame = Buffer.from(`{"op":"event","id":${idJson}${this.#rest}`);
      this.#frames.set(idJson, frame);
    }
    return frame;
  }
}
