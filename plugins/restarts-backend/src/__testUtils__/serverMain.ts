import { ben } from './people';
import { startPortal } from './portal';

/** A server in a process of its own, which tests kill; its options are its argument, and the last line that it writes is its address. */
async function main() {
  const portal = await startPortal(JSON.parse(process.argv[2]));
  portal.tenancy.admit(ben);
  process.stdout.write(`\n${portal.url}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
