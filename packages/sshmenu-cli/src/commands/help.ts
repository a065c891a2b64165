import { EXIT } from '../exitCodes';
import { print } from '../output';

const HELP = `s, the SSH menu

s                                   the menu
s [ssh's arguments] HOST [COMMAND]  connect, and remember it
s NAME                              connect to the entry of that name
s -- login                          connect to a host that is called like a command

s list [--json] [WORD...]           the entries
s add [USER@]HOST [--name NAME] [-p PORT] [-J JUMP] [-L|-R|-D FORWARD]
      [--tag TAG] [--note TEXT] [--pin] [--list LIST]
s edit NAME [the options of add]    an empty value takes a field away
s rm NAME...                        delete
s import [FILE] [--dry-run]         read ~/.ssh, or an ssh_config, known_hosts or JSON file
s export [--format json|ssh_config] [--list LIST]
s completion bash|zsh|fish          what the shell has to read

s login [SERVER] [--device]         the same menu on every machine, and the lists of one's groups
                                    without a browser here, a code is confirmed on another device
s logout                            ends that, on the server too
s status [--json]                   server, person, where the key is, last exchange, what waits

In the menu: type to filter, Enter connects, ? shows the keys.
Files: $SSHMENU_HOME, or ~/.local/share/sshmenu and ~/.config/sshmenu.
SSHMENU_SERVER and SSHMENU_KEY replace a login. NO_COLOR is honoured.
Exit codes: those of ssh where it ran; 2 wrong use, 3 not signed in, 4 refused entry, 130 left by Ctrl-C.`;

/** `s help`. */
export async function run(): Promise<number> {
  print(HELP);
  return EXIT.done;
}
