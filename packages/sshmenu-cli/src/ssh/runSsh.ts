import { findSsh } from './findSsh';

type Execve = (
  file: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
) => never;

/**
 * Runs `ssh` in place of this process where Node can do that; otherwise as a child that has the same terminal.
 * @returns the exit code of the child; where the process was replaced it never returns
 */
export async function runSsh(args: readonly string[]): Promise<number> {
  const ssh = findSsh();
  // Node 22.15 and 23.11 are the first that have it.
  const { execve } = process as { execve?: Execve };
  execve?.call(process, ssh, ['ssh', ...args], process.env);
  const { runAsChild } = await import('./runAsChild');
  return runAsChild(ssh, args);
}
