import { MINE, type Menu } from '@wheelhouse/plugin-sshmenu-common';
import { openStore } from '../entries/openEntries';
import { CommandError, EXIT } from '../exitCodes';
import { firstFrameFile } from '../firstFrame';
import { print, tell } from '../output';
import { readAccount } from '../server/account';
import { forgetKey } from '../server/keys';
import { ownKeyOf, revokeKey } from '../server/revokeKey';
import { removeIfThere } from '../store/files';
import { changeKeyOf, type Kept } from '../store/snapshot';
import { writeSyncState } from '../sync/SyncState';

/** `s logout`: ends the key on the server, and forgets what belongs to groups. One's own entries stay. */
export async function run(): Promise<number> {
  const account = readAccount();
  if (!account) {
    throw new CommandError('You are not signed in.', EXIT.notSignedIn);
  }
  if (account.isGiven) {
    throw new CommandError(
      'SSHMENU_KEY signs in here: take it out of the environment.',
      EXIT.failed,
    );
  }
  const { server } = account;
  const unrevoked = await revokeKey(ownKeyOf(account));
  if (unrevoked) tell(`s: ${unrevoked}.`);
  const left = forgetKey(account);
  const store = openStore();
  store.fold(onlyMine);
  removeIfThere(firstFrameFile(store.folder));
  writeSyncState(store.folder, {});
  if (left) tell(`s: The desktop’s keyring still has the key: ${left}.`);
  if (!unrevoked) {
    print(
      `Signed out of ${server}. The key of this machine is revoked there${
        left ? '' : ' and deleted here'
      }.`,
    );
    return EXIT.done;
  }
  print(
    `Signed out here, but ${server} has not revoked the key: revoke it on your account page.`,
  );
  return EXIT.failed;
}

/** What stays without a server; another one is told all of it. */
export function onlyMine({ menu }: Kept): Kept {
  const mine = <T extends { list: string }>(all: ReadonlyMap<string, T>) =>
    new Map([...all].filter(([, { list }]) => list === MINE));
  const kept: Menu = {
    lists: mine(menu.lists),
    entries: mine(menu.entries),
    uses: mine(menu.uses),
    ownUsers: mine(menu.ownUsers),
  };
  return { menu: kept, unsent: allKeysOf(kept) };
}

function allKeysOf(menu: Menu): Set<string> {
  return new Set(
    [menu.entries, menu.uses, menu.ownUsers].flatMap(map =>
      [...map.values()].map(state => changeKeyOf(state)),
    ),
  );
}
