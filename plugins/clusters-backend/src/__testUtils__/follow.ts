import { LIVE_PATH, LIVE_SUBPROTOCOL } from '@wheelhouse/plugin-live-common';

/** Follows a live channel with a bearer, and tells what came. */
export async function follow(
  portalUrl: string,
  bearer: string,
  channel: string,
): Promise<{ events: { type: string; data: unknown }[]; close(): void }> {
  // Node's own takes headers besides, which browsers do not.
  const socket = new WebSocket(
    new URL(LIVE_PATH, portalUrl.replace(/^http/, 'ws')),
    {
      protocols: [LIVE_SUBPROTOCOL],
      headers: { authorization: `Bearer ${bearer}` },
    } as unknown as string[],
  );
  const events: { type: string; data: unknown }[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.onerror = () => reject(new Error('The socket was refused'));
    socket.onopen = () =>
      socket.send(JSON.stringify({ op: 'subscribe', id: '1', channel }));
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.op === 'subscribed') resolve();
      if (frame.op === 'error') reject(new Error(frame.message));
      if (frame.op === 'event') {
        events.push({ type: frame.type, data: frame.data });
      }
    };
  });
  return { events, close: () => socket.close() };
}
