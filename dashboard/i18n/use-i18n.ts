import { createContext, useContext } from 'hono/jsx/dom';
import { createFormat, type Format } from '../format.ts';
import type { Language } from './language.ts';
import { createText, type Text } from './text.ts';

export interface I18n {
  language: Language;
  t: Text;
  format: Format;
}

/** Texts and formats of a language. */
export function createI18n(language: Language): I18n {
  return { language, t: createText(language), format: createFormat(language) };
}

export const I18nContext = createContext<I18n>(createI18n('en'));

/** Texts and formats of the language that is switched on. */
export function useI18n(): I18n {
  return useContext(I18nContext);
}
