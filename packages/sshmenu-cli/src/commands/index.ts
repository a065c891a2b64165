/** A command of `s`. */
export interface Command {
  /** Does it, and returns the exit code. */
  run(args: string[]): Promise<number>;
}

/** The commands by name. Each is loaded only when it is called: the menu must not wait for the others. */
export const COMMANDS: Record<string, () => Promise<Command>> = {
  login: () => import('./login'),
  logout: () => import('./logout'),
  status: () => import('./status'),
  list: () => import('./list'),
  add: () => import('./add'),
  edit: () => import('./edit'),
  rm: () => import('./rm'),
  import: () => import('./import'),
  export: () => import('./export'),
  completion: () => import('./completion'),
  help: () => import('./help'),
};
