import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import type { Publication } from '../lib/liveServers';

// `ws` and nothing else: sends what the portal sends, to everybody, when asked to.

const file = process.argv[process.argv.indexOf('--config') + 1];
const { listen } = JSON.parse(readFileSync(file, 'utf8')).backend;

const server = createServer((_req, res) => res.end());
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
let sequence = 0;

sockets.on('connection', socket => {
  socket.on('message', text => {
    const { id } = JSON.parse(String(text));
    const cursor = `01234567-${sequence}`;
    socket.send(JSON.stringify({ op: 'subscribed', id, cursor }));
  });
});

process.on('message', async (message: Publication & { id: number }) => {
  if (message.question !== 'publish') return;
  const { id, count, data } = message;
  for (let n = 0; n < count; n += 1) {
    sequence += 1;
    const frame = JSON.stringify({
      op: 'event',
      id: '1',
      cursor: `01234567-${sequence}`,
      type: 'changed',
      time: new Date().toISOString(),
      data,
    });
    for (const socket of sockets.clients) socket.send(frame);
    // The portal waits for its database here.
    await setImmediate();
  }
  process.send!({ id, answer: count });
});

server.listen(listen.port, listen.host);
