import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KubeconfigContext, parseKubeconfig } from './parseKubeconfig';

/** How often it is looked whether a file has changed. A link that is switched, as in mounted secrets, counts. */
const LOOK_EVERY_MS = 1_000;
/** A file that was changed so shortly before it was read may change again without another time or size. */
const UNSETTLED_MS = 2_000;
const MAX_BYTES = 16 * 1024 * 1024;

/** A kubeconfig that is read again when it, or a file that it names, has changed. */
export class KubeconfigFile {
  #seen = '';
  /** The files that were read last, as they were then. */
  #versions = new Map<string, string>();
  #settled = false;
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
    const same = [...this.#versions].every(
      ([file, version]) => describe(file).version === version,
    );
    if (this.#settled && same) return;
    this.#versions = new Map();
    this.#settled = true;
    this.#read();
  }

  #read(): void {
    const digest = createHash('sha256');
    const read = (path: string) => {
      const file = this.#resolve(path);
      const { version, changedAt } = describe(file);
      this.#versions.set(file, version);
      if (changedAt > Date.now() - UNSETTLED_MS) this.#settled = false;
      const text = readBounded(file);
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

/** Which file is at a path, without reading it. */
function describe(file: string): { version: string; changedAt: number } {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = statSync(file);
    return {
      version: [dev, ino, size, mtimeMs, ctimeMs].join(' '),
      changedAt: Math.max(mtimeMs, ctimeMs),
    };
  } catch (error) {
    const version = String((error as NodeJS.ErrnoException).code);
    return { version, changedAt: 0 };
  }
}

/** @throws Error also for what is no file: a device or a pipe might never end, and the server would wait for it */
function readBounded(file: string): string {
  const found = statSync(file);
  if (!found.isFile()) throw new Error('It is no file');
  if (found.size > MAX_BYTES) throw new Error('It is larger than 16 MB');
  return readFileSync(file, 'utf8');
}
