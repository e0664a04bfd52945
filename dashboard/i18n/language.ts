import { stored } from '../lib/stored.ts';

/** Languages by their tag, with their own names. */
export const LANGUAGES = { en: 'English', ja: '日本語', th: 'ไทย', 'zh-TW': '繁體中文' } as const;
export type Language = keyof typeof LANGUAGES;

/** The languages in the order of the switch. */
export const LANGUAGE_TAGS = ['en', 'ja', 'th', 'zh-TW'] as const satisfies readonly Language[];

/** The first of the browser's languages that the dashboard speaks; English where it speaks none. */
export function pickLanguage(remembered: string | null, preferred: readonly string[]): Language {
  const known = LANGUAGE_TAGS.find((tag) => tag === remembered);
  if (known) return known;
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split('-')[0];
    const match = LANGUAGE_TAGS.find((language) => language.split('-')[0] === primary);
    if (match) return match;
  }
  return 'en';
}

/** The language to start with. */
export function firstLanguage(): Language {
  return pickLanguage(stored('language'), navigator.languages);
}
