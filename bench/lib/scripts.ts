import type { Page, Response } from '@playwright/test';
import { gzipSync } from 'node:zlib';

/** The scripts that a page has loaded since it was opened, each counted once. */
export class Scripts {
  readonly #sizes = new Map<string, Promise<number>>();

  constructor(page: Page) {
    page.on('response', response => {
      const url = response.url();
      if (response.request().resourceType() !== 'script') return;
      if (!this.#sizes.has(url)) this.#sizes.set(url, gzippedSize(response));
    });
  }

  /** Bytes, gzipped. */
  async size(): Promise<number> {
    const sizes = await Promise.all(this.#sizes.values());
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  async describe(): Promise<string> {
    const kilobytes = ((await this.size()) / 1000).toFixed(0);
    return `${kilobytes} kB in ${this.#sizes.size} files`;
  }
}

/** However the server sent it. */
async function gzippedSize(response: Response): Promise<number> {
  return gzipSync(await response.body()).length;
}
