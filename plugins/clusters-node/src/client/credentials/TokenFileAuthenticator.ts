import { readFile, stat } from 'node:fs/promises';
import { ClusterError } from '../ClusterError';
import { Authenticator, bearer, RequestCredential } from './Authenticator';

const MAX_BYTES = 64 * 1024;

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
      const found = await stat(this.file);
      const { mtimeMs, ino, size } = found;
      // A device or a pipe might never end.
      if (!found.isFile() || size > MAX_BYTES) throw new Error('no token');
      const version = `${mtimeMs} ${ino} ${size}`;
      if (version !== this.#version) {
        this.#token = (await readFile(this.file, 'utf8')).trim();
        this.#version = version;
      }
    } catch {
      throw this.#error('cannot be read');
    }
    const authorization = bearer(this.#token);
    if (!authorization) throw this.#error('holds none');
    return { authorization };
  }

  rejected(): boolean {
    return false;
  }

  secrets(): readonly string[] {
    return [this.#token];
  }

  #error(words: string): ClusterError {
    return new ClusterError(
      this.cluster,
      'misconfigured',
      `The file with the token for cluster ${this.cluster} ${words}`,
    );
  }
}
