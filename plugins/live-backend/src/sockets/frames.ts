import { InputError } from '@backstage/errors';
import type { LiveClientFrame } from '@wheelhouse/plugin-live-common';
import { MAX_CURSOR_LENGTH } from '../log/cursor';
import { MAX_CHANNEL_LENGTH } from './findChannel';

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

/** The lengths of text up to which a WebSocket frame says them in one and in two bytes, and how it says which. */
const SHORT = 125;
const MEDIUM = 0xffff;
const IN_TWO_BYTES = 126;
const IN_EIGHT_BYTES = 127;
/** A whole message of text. */
const TEXT = 0x81;

/**
 * Text as a WebSocket frame (RFC 6455, section 5.2). Those of a server are not masked: the same bytes can go to many.
 */
export function toTextFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  let start = 2;
  if (length > MEDIUM) start = 10;
  else if (length > SHORT) start = 4;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = TEXT;
  if (length > MEDIUM) {
    frame[1] = IN_EIGHT_BYTES;
    frame.writeBigUInt64BE(BigInt(length), 2);
  } else if (length > SHORT) {
    frame[1] = IN_TWO_BYTES;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = length;
  }
  frame.write(text, start);
  return frame;
}
