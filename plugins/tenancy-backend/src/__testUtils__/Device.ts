import type { DeviceAuthorization } from '@wheelhouse/plugin-tenancy-common';
import type { Portal } from './portal';
import { Answer, send } from './TestBrowser';

/** A machine without a browser that asks for a key. */
export class Device {
  private constructor(
    private readonly portal: Pick<Portal, 'url'>,
    readonly codes: DeviceAuthorization,
  ) {}

  static async asks(
    portal: Pick<Portal, 'url'>,
    wanted: object = {},
  ): Promise<Device> {
    const { status, text, body } = await Device.post(portal, wanted);
    if (status !== 200) throw new Error(`no codes: ${status} ${text}`);
    return new Device(portal, body);
  }

  static post(
    portal: Pick<Portal, 'url'>,
    wanted: object = {},
  ): Promise<Answer> {
    return send(`${portal.url}/api/tenancy/device`, 'POST', {
      body: {
        name: 's on build-box',
        persona: 'build-box',
        scopes: 'tenancy:read',
        ...wanted,
      },
    });
  }

  /** Where people look at what it asks for; with a decision, where they make it. */
  path(decision?: 'approve' | 'deny'): string {
    const path = `/api/tenancy/device/${this.codes.user_code}`;
    return decision ? `${path}/${decision}` : path;
  }

  /** Asks whether there is a key for it. */
  poll(portal: Pick<Portal, 'url'> = this.portal): Promise<Answer> {
    return send(`${portal.url}/api/tenancy/token`, 'POST', {
      body: {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: this.codes.device_code,
      },
    });
  }

  /** As {@link poll}: the word that says why there is none. */
  async refusal(): Promise<string> {
    const { status, body } = await this.poll();
    return `${status} ${body.error?.name}`;
  }
}
