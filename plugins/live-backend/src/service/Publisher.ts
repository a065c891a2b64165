import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { LiveEvent, LiveTransport } from '@wheelhouse/plugin-live-node';
import type { EventLog } from '../log/EventLog';
import { MAX_CHANNEL_LENGTH } from '../sockets/findChannel';
import type { Delivery } from '../sockets/Delivery';

const TYPE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MAX_TYPE_LENGTH = 64;
const MAX_DATA_BYTES = 64_000;

/** Takes what the plugins of this process publish. */
export class Publisher implements LiveTransport {
  constructor(
    private readonly options: {
      log: EventLog;
      delivery: Delivery;
      logger: LoggerService;
    },
  ) {}

  async publish(channel: string, event: LiveEvent): Promise<void> {
    const { type } = event;
    const data = JSON.stringify(event.data) ?? 'null';
    if (channel.length > MAX_CHANNEL_LENGTH) {
      throw new InputError(
        `A channel's name has at most ${MAX_CHANNEL_LENGTH} characters`,
      );
    }
    if (!TYPE.test(type) || type.length > MAX_TYPE_LENGTH) {
      throw new InputError(
        `The type of an event is lower case words with '-', at most ${MAX_TYPE_LENGTH} characters`,
      );
    }
    if (Buffer.byteLength(data) > MAX_DATA_BYTES) {
      throw new InputError(
        `The data of an event are at most ${MAX_DATA_BYTES} bytes of JSON; publish an id and let clients read`,
      );
    }
    const time = new Date().toISOString();
    await this.options.log.publish({ channel, type, time, data });
  }

  rightsChanged(channel: string): void {
    const { log, delivery, logger } = this.options;
    delivery.rightsChanged(channel);
    // The other servers hear of it as they hear of events.
    const time = new Date().toISOString();
    log.publish({ channel, type: '', time, data: 'null' }).catch(error => {
      logger.error('Other servers do not know of changed rights', error);
    });
  }
}
