// node relay.mjs HOST PORT: passes connections on to an API server. Suspended (SIGSTOP), it is to its clients what a
// suspended API server is: connections are accepted, and nothing is answered. Prints the port that it listens on.
import { connect, createServer } from 'node:net';

const [host, port] = process.argv.slice(2);

const server = createServer(client => {
  const upstream = connect(Number(port), host);
  client.pipe(upstream).pipe(client);
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${server.address().port}\n`);
});
// Whoever started it holds its standard input.
process.stdin.on('close', () => process.exit()).resume();
