import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the files of `s` are. */
export interface Paths {
  /** Everything that is kept. */
  data: string;
  /** What people may write themselves: the server. */
  config: string;
}

/** As XDG says; `SSHMENU_HOME` holds all of them together. */
export function pathsFrom(environment: NodeJS.ProcessEnv): Paths {
  if (environment.SSHMENU_HOME) {
    return { data: environment.SSHMENU_HOME, config: environment.SSHMENU_HOME };
  }
  return {
    data: join(absolute(environment.XDG_DATA_HOME, '.local/share'), 'sshmenu'),
    config: join(absolute(environment.XDG_CONFIG_HOME, '.config'), 'sshmenu'),
  };
}

/** A relative path in these variables is to be ignored, says the specification. */
function absolute(folder: string | undefined, otherwise: string): string {
  return folder?.startsWith('/') ? folder : join(homedir(), otherwise);
}
