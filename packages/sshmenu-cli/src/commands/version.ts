import { EXIT } from '../exitCodes';
import { print } from '../output';

declare const SSHMENU_VERSION: string;

/** Says which version this is. */
export async function run(): Promise<number> {
  print(`s ${SSHMENU_VERSION}`);
  return EXIT.done;
}
