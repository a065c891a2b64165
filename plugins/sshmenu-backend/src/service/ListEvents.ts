import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LiveService } from '@wheelhouse/plugin-live-node';
import {
  type EntriesChangedEvent,
  liveChannelOf,
} from '@wheelhouse/plugin-sshmenu-common';
import { ownKeyOf, visibleLists } from './access';

/** More entries than this are not named: the list is read again. */
const MAX_NAMED = 100;

/** Tells pages that are open what changed in lists. */
export class ListEvents {
  constructor(
    private readonly live: LiveService,
    private readonly logger: LoggerService,
  ) {
    live.declare({
      pattern: 'sshmenu/lists/{list}',
      authorize: (who, { list }) =>
        visibleLists(who).some(
          visible =>
            liveChannelOf(visible.list, ownKeyOf(who)) === channelIn(list),
        ),
    });
  }

  /** The entries of a list changed. */
  async changed(key: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const data: EntriesChangedEvent =
      ids.length > MAX_NAMED ? {} : { ids: [...ids] };
    await this.#publish(key, 'changed', data);
  }

  /** Somebody connected, or took another user name: it is told to them alone. */
  async used(owner: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const data: EntriesChangedEvent =
      ids.length > MAX_NAMED ? {} : { ids: [...ids] };
    await this.#publish(owner, 'used', data);
  }

  /** Who may write a list changed. */
  async writersChanged(key: string): Promise<void> {
    await this.#publish(key, 'writers-changed', {});
  }

  /** What was changed is kept already: that nobody could be told does not undo it. */
  async #publish(key: string, type: string, data: EntriesChangedEvent) {
    try {
      await this.live.publish(liveChannelOf(key, key), { type, data });
    } catch (error) {
      this.logger.warn('A change could not be told live', error as Error);
    }
  }
}

function channelIn(list: string): string {
  return `sshmenu/lists/${list}`;
}
