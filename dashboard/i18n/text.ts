import { isolated } from '../lib/isolated.ts';
import type { Dictionary, Key } from './dictionary.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import type { Language } from './language.ts';
import { th } from './th.ts';
import { zhTW } from './zh-tw.ts';

/** The dictionaries. */
export const DICTIONARIES: Readonly<Record<Language, Dictionary>> = { en, ja, th, 'zh-TW': zhTW };

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Params<K extends Key> = [Names<(typeof en)[K]>] extends [never]
  ? []
  : [values: Record<Names<(typeof en)[K]>, string | number>];

/** The text of a key, with its `{placeholders}` filled in. */
export type Text = <K extends Key>(key: K, ...values: Params<K>) => string;

/** The texts of a language. */
export function createText(language: Language): Text {
  const dictionary = DICTIONARIES[language];
  return (key, ...[values]) => fill(dictionary[key], values ?? {});
}

/**
 * Fills placeholders in one pass, so that a value holding `{…}` is never filled again. Values may be what visitors wrote,
 * and do not turn the text around them.
 */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => isolated(String(values[name] ?? whole)));
}
