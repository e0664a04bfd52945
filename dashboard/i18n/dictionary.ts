import type { en } from './en.ts';

/** Names of all texts: English defines them, and the type holds the other languages to exactly the same. */
export type Key = keyof typeof en;
export type Dictionary = Readonly<Record<Key, string>>;
