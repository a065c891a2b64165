import { readFile, stat } from 'node:fs/promises';
import { ClusterError } from '../ClusterError';
import type { Authenticator, RequestCredential } from './Authenticator';

/** A token in a file that others renew, such as that of a service account. */
export class TokenFileAuthenticator implements Authenticator {
  #token = '';
  #version = '';

  constructor(
    private readonly cluster: string,
    private readonly file: string,
  ) {}

  async credential(): Promise<RequestCredential> {
    try {
      const { mtimeMs, ino, size } = await stat(this.file);
      const version = `${mtimeMs} ${ino} ${size}`;
      if (version !== this.#version) {
        this.#token = (await readFile(this.file, 'utf8')).trim();
        this.#version = version;
      }
    } catch {
      throw new ClusterError(
        this.cluster,
        'misconfigured',
        `The file with the token for cluster ${this.cluster} cannot be read`,
      );
    }
    return { authorization: `Bearer ${this.#token}` };
  }

  rejected(): boolean {
    return false;
  }

  secrets(): readonly string[] {
    return [this.#token];
  }
}
