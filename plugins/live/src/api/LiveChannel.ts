import type {
  LiveServerFrame,
  SubscribeFrame,
} from '@wheelhouse/plugin-live-common';
import type { LiveFollower, LiveRefusal } from './liveApi';

/** A channel that is followed, over as many connections as it takes. */
export class LiveChannel {
  readonly #followers = new Set<LiveFollower>();
  /** Where to go on; undefined: it has never stood. */
  #cursor?: string;
  #resync = true;
  #answered = false;
  #refusal?: LiveRefusal;

  constructor(readonly name: string, readonly id: string) {}

  get isFollowed(): boolean {
    return this.#followers.size > 0;
  }

  /** Whether the server has said, on this connection, what becomes of it. */
  get isAnswered(): boolean {
    return this.#answered;
  }

  add(follower: LiveFollower): void {
    this.#followers.add(follower);
    if (this.#refusal) {
      follower.onRefused?.(this.#refusal);
    } else if (this.#answered && this.#resync) {
      // Something was missed while nobody followed it.
      this.#resync = false;
      follower.onResync?.();
    }
  }

  remove(follower: LiveFollower): void {
    this.#followers.delete(follower);
  }

  /** For a new connection. */
  subscribe(): SubscribeFrame {
    this.#answered = false;
    this.#refusal = undefined;
    const { id, name: channel } = this;
    return { op: 'subscribe', id, channel, cursor: this.#cursor };
  }

  /** Takes a frame with its id. */
  take(frame: Extract<LiveServerFrame, { id?: string }>): void {
    switch (frame.op) {
      case 'event': {
        this.#cursor = frame.cursor;
        const { type, time, data } = frame;
        if (!this.isFollowed) this.#resync = true;
        this.#tell(follower => follower.onEvent?.({ type, time, data }));
        break;
      }
      case 'resync':
        this.#resync = true;
        break;
      case 'subscribed':
        this.#cursor = frame.cursor;
        this.#answered = true;
        if (this.#resync && this.isFollowed) {
          this.#resync = false;
          this.#tell(follower => follower.onResync?.());
        }
        break;
      default:
        this.#refused(frame);
    }
  }

  #refused({ name, message }: LiveRefusal): void {
    // Should it stand again, what happened until then is not known.
    this.#cursor = undefined;
    this.#resync = true;
    this.#answered = true;
    const refusal = { name, message };
    this.#refusal = refusal;
    this.#tell(follower => follower.onRefused?.(refusal));
  }

  #tell(what: (follower: LiveFollower) => void): void {
    for (const follower of [...this.#followers]) {
      try {
        what(follower);
      } catch (error) {
        // One page's mistake is not the others'.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
