import { hostname } from 'node:os';
import { sshArgumentsOf } from '../entries/command';
import { Entries } from '../entries/Entries';
import { openStore, whyNotKept } from '../entries/openEntries';
import { MenuSession } from '../menu/session';
import { tell } from '../output';
import { runSsh } from '../ssh/runSsh';
import { startBackground } from '../sync/startBackground';
import { Terminal } from '../terminal/Terminal';

/**
 * `s`: the menu; a plain list where nobody sits at a terminal.
 * @param takeOver called once the menu is on the screen, in place of how it looked last
 */
export async function run({
  filter = '',
  takeOver = () => {},
}): Promise<number> {
  if (!Terminal.isInteractive()) return (await import('./list')).run([]);
  const entries = new Entries(openStore(), undefined, hostname());
  const session = new MenuSession(entries, filter, takeOver);
  const left = await session.run();
  if ('exitCode' in left) {
    session.keepFirstFrame();
    await startBackground();
    return left.exitCode;
  }
  const args = sshArgumentsOf(left.entry);
  try {
    entries.use(left.entry);
  } catch (error) {
    tell(`s: This connection is not remembered: ${whyNotKept(error)}.`);
  }
  session.keepFirstFrame();
  await startBackground();
  return runSsh(args);
}
