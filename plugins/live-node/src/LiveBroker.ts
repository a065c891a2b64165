import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type {
  LiveChannelDeclaration,
  LiveEvent,
  LiveService,
} from './liveService';

/** What keeps and delivers events: the live plugin of this process. */
export interface LiveTransport {
  publish(channel: string, event: LiveEvent): Promise<void>;
  rightsChanged(channel: string): void;
}

/** Where the plugins of a process declare channels and publish. One for each process. */
export class LiveBroker {
  readonly #declared = new Map<string, LiveChannelDeclaration>();
  #transport?: LiveTransport;

  /** The live plugin puts itself in place. */
  attach(transport: LiveTransport): void {
    this.#transport = transport;
  }

  /** What plugins of this process have declared. */
  declarations(): readonly LiveChannelDeclaration[] {
    return [...this.#declared.values()];
  }

  forPlugin(pluginId: string): LiveService {
    return {
      declare: declaration => {
        const { pattern } = declaration;
        if (!pattern.startsWith(`${pluginId}/`)) {
          throw new Error(
            `The live channel "${pattern}" must begin with "${pluginId}/"`,
          );
        }
        if (this.#declared.has(pattern)) {
          throw new Error(`The live channel "${pattern}" is declared twice`);
        }
        this.#declared.set(pattern, declaration);
      },
      publish: async (channel, event) =>
        this.#transport?.publish(channel, event),
      rightsChanged: channel => this.#transport?.rightsChanged(channel),
    };
  }
}

/** The broker of this process. */
export const liveBrokerServiceRef = createServiceRef<LiveBroker>({
  id: 'live.broker',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new LiveBroker(),
    }),
});
