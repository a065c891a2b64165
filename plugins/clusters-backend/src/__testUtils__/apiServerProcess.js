/*
 * As much of an API server as is asked of a cluster to know how it is, in a process of its own, so that it can be suspended
 * as a whole. It says on which port it listens.
 */
const { createServer } = require('node:http');

const NODE = {
  metadata: { name: 'node-1', uid: '1', resourceVersion: '1', labels: {} },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};

function answerOf(url) {
  if (url.pathname === '/version') return { gitVersion: 'v1.36.3' };
  if (url.pathname !== '/api/v1/nodes') return undefined;
  return {
    kind: 'NodeList',
    apiVersion: 'v1',
    metadata: { resourceVersion: '1' },
    items: [NODE],
  };
}

const server = createServer((req, res) => {
  const url = new URL(req.url, 'http://localhost');
  if (req.headers.authorization !== `Bearer ${process.env.TOKEN}`) {
    res.writeHead(401, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ kind: 'Status', code: 401, message: 'no' }));
    return;
  }
  if (url.pathname === '/readyz') {
    res.end('ok');
    return;
  }
  if (url.searchParams.get('watch')) {
    res.writeHead(200, { 'content-type': 'application/json' });
    res.flushHeaders();
    return;
  }
  const answer = answerOf(url);
  res.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
  res.end(JSON.stringify(answer ?? { kind: 'Status', code: 404 }));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${server.address().port}\n`);
});
