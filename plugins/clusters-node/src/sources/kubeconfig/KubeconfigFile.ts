import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KubeconfigContext, parseKubeconfig } from './parseKubeconfig';

/** How often it is looked whether a file has changed. A link that is switched, as in mounted secrets, counts. */
const LOOK_EVERY_MS = 1_000;

/** A kubeconfig that is read again when it, or a file that it names, has changed. */
export class KubeconfigFile {
  #seen = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly path: string,
    private readonly tell: {
      contexts(contexts: KubeconfigContext[]): void;
      problem(message: string): void;
    },
  ) {}

  start(): void {
    this.#look();
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const digest = createHash('sha256');
    const read = (path: string) => {
      const text = readFileSync(this.#resolve(path), 'utf8');
      digest.update(`${text.length}:`).update(text);
      return text;
    };
    let contexts: KubeconfigContext[] | undefined;
    let problem = '';
    try {
      const text = read(this.path);
      contexts = parseKubeconfig(text, read, path => this.#resolve(path));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      problem = `${this.path} cannot be used: ${code ?? message}`;
    }
    const seen = `${digest.digest('hex')} ${problem}`;
    if (seen === this.#seen) return;
    this.#seen = seen;
    if (contexts) this.tell.contexts(contexts);
    else this.tell.problem(problem);
  }

  #resolve(path: string): string {
    return resolve(dirname(this.path), path);
  }
}
