import type { Second } from '../handed.ts';
import { root } from './collector.ts';

/** File name of what only some pages ask for, beside the script; the build fills it in. */
declare const MORE_FILE: string;

/** Loads the second file. A page's policy that let the first one in lets it in, too: no element is made for it. */
export const load = (): Promise<Second> =>
  import(/* @vite-ignore */ /* webpackIgnore: true */ root + MORE_FILE);
