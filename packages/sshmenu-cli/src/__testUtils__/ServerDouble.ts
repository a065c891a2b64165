import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  applyChanges,
  emptyMenu,
  keyOf,
  useKeyOf,
  type ClientChange,
  type ListState,
  type Menu,
  type ServerChange,
} from '@wheelhouse/plugin-sshmenu-common';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** As much of a portal as `s` talks to: one person, who is signed in by opening an address. */
export class ServerDouble {
  readonly keys = new Set<string>();
  readonly asked: string[] = [];
  /** What is answered instead, to be hostile. */
  hostile: Handler | undefined;
  #menu: Menu = emptyMenu();
  /** What changed, in order; a cursor is a place in it. */
  #log: ServerChange[] = [];
  #codes = new Map<string, string>();
  /** What a device is answered that asks for its key, in order; then the key. */
  deviceAnswers: (string | number)[] = [];
  /** How long their codes live, in seconds. */
  deviceLife = 600;
  /** When devices have asked for their keys, in milliseconds. */
  readonly devicePolls: number[] = [];
  /** What devices say of themselves. */
  readonly devices: any[] = [];
  #count = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ServerDouble> {
    const server = createServer();
    const double = new ServerDouble(server);
    server.on('request', (request, response) => {
      double.asked.push(`${request.method} ${request.url?.split('?')[0]}`);
      const handler = double.hostile ?? double.handle;
      handler(request, response);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get menu(): Menu {
    return this.#menu;
  }

  /** Something that happened elsewhere. */
  happens(...changes: ServerChange[]): void {
    this.#menu = applyChanges(this.#menu, changes);
    this.#log.push(...changes);
  }

  showList(list: string, right: ListState['right'] = 'write'): void {
    this.happens({ type: 'list', list, title: list.split('/')[1], right });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private handle: Handler = (request, response) => {
    const url = new URL(request.url!, this.address);
    const key = request.headers.authorization?.replace('Bearer ', '');
    let text = '';
    request.on('data', data => (text += data));
    request.on('end', () => {
      const body = text === '' ? {} : JSON.parse(text);
      const route = `${request.method} ${url.pathname}`;
      if (route === 'GET /api/tenancy/token') {
        this.#count += 1;
        const code = `code-${this.#count}`;
        this.#codes.set(code, url.searchParams.get('scopes')!);
        const back = new URL(url.searchParams.get('redirect_uri')!);
        back.searchParams.set('code', code);
        back.searchParams.set('state', url.searchParams.get('state')!);
        response.writeHead(302, { location: back.href }).end();
        return;
      }
      const [status, answer] = this.answer(route, body, key);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(answer === undefined ? '' : JSON.stringify(answer));
    });
  };

  private answer(
    route: string,
    body: any,
    key: string | undefined,
  ): [number, unknown?] {
    if (route === 'GET /api/tenancy/tenants') {
      return [200, [{ id: 'acme', title: 'Acme' }]];
    }
    if (route === 'POST /api/tenancy/device') {
      this.devices.push(body);
      const page = `${this.address}/device`;
      return [
        200,
        {
          device_code: 'device-code',
          user_code: 'WDJB-MJHT',
          verification_uri: page,
          verification_uri_complete: `${page}?code=WDJB-MJHT`,
          expires_in: this.deviceLife,
          interval: 1,
        },
      ];
    }
    if (route === 'POST /api/tenancy/token') {
      if (body.device_code === 'device-code') {
        this.devicePolls.push(Date.now());
        const refusal = this.deviceAnswers.shift();
        if (typeof refusal === 'number') return [refusal, {}];
        if (refusal) return [400, { error: { name: refusal, message: '' } }];
        this.#count += 1;
      } else if (!this.#codes.delete(body.code)) return [400, {}];
      const apiKey = `whk_${String(this.#count).padStart(42, 'k')}`;
      this.keys.add(apiKey);
      return [201, { apiKey }];
    }
    if (key === undefined || !this.keys.has(key)) return [401, {}];
    if (route === 'GET /api/tenancy/me') {
      return [200, { entity: { account: 'cleo@acme.example' }, auth: {} }];
    }
    if (route === 'DELETE /api/tenancy/token') {
      this.keys.delete(key);
      return [204];
    }
    return [200, this.sync(body)];
  }

  private sync({
    cursor,
    changes,
  }: {
    cursor?: string;
    changes: ClientChange[];
  }) {
    const before = this.#log.length;
    const from = cursor === undefined ? 0 : Number(cursor);
    const taken = changes.filter(({ list }) => this.#menu.lists.has(list));
    this.#menu = applyChanges(this.#menu, taken);
    this.#log.push(...taken.map(change => this.known(change)));
    return {
      cursor: String(this.#log.length),
      changes: [
        ...this.#log.slice(from, before),
        ...taken.map(change => this.known(change)),
      ],
      rejected: [],
    };
  }

  private known(change: ClientChange): ClientChange {
    if (change.type === 'use') return this.#menu.uses.get(useKeyOf(change))!;
    if (change.type === 'ownUser') {
      return this.#menu.ownUsers.get(keyOf(change))!;
    }
    return this.#menu.entries.get(keyOf(change))!;
  }
}
