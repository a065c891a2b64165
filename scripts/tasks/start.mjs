// npm start: the portal, page and API, from one process. Builds the page first where something in it has changed.
import {
  SANDBOX_PASSWORD,
  SANDBOX_TENANTS,
} from '../../packages/sandbox/src/identity/people.ts';
import { isReady, startBackend } from '../lib/backend.mjs';
import { buildFrontend } from '../lib/frontend.mjs';
import {
  configFiles,
  demandFreePort,
  listenAddress,
  prepareData,
  readConfig,
} from '../lib/portal.mjs';

const files = configFiles(process.argv.slice(2));
const data = prepareData();
const config = await readConfig(files);
const address = listenAddress(config);
const sandbox = config.sandbox?.enabled === true;

await demandFreePort(address, 'backend.listen.port');
if (sandbox) {
  const port = config.sandbox.identity?.port ?? 7008;
  await demandFreePort({ host: '127.0.0.1', port }, 'sandbox.identity.port');
  const clusters = config.sandbox.clusters?.port ?? 7010;
  for (const offset of [0, 1, 2, 3]) {
    await demandFreePort(
      { host: '127.0.0.1', port: clusters + offset },
      'sandbox.clusters.port',
    );
  }
}
await buildFrontend(files, config);

process.stdout.write('Starting\n');
// In the sandbox people look at the page; an installation's operators want the log.
const backend = startBackend(files, {
  LOG_LEVEL: process.env.LOG_LEVEL ?? (sandbox ? 'warn' : 'info'),
});
if (await isReady(backend, address)) welcome();
process.exitCode = await backend.exited;

function welcome() {
  const lines = [`\n  ${config.app.title} is at ${config.app.baseUrl}\n`];
  if (sandbox) {
    lines.push(`  Sign in as (everybody's password is ${SANDBOX_PASSWORD}):`);
    for (const tenant of SANDBOX_TENANTS) {
      lines.push(`    ${tenant.title}`);
      for (const { name, groups } of tenant.people) {
        const admin = groups.some(group =>
          config.tenancy.admins?.includes(`group:${tenant.id}/${group}`),
        );
        lines.push(
          `      ${name.padEnd(6)} ${groups.join(', ')}${
            admin ? ' (administrator)' : ''
          }`,
        );
      }
    }
  } else {
    lines.push('  Sign in at:');
    for (const { id, title, issuer } of config.tenancy.tenants) {
      lines.push(`    ${title ?? id} (${issuer})`);
    }
  }
  lines.push(`\n  Data is kept in ${data}. Stop with Ctrl-C.\n`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
