import { useState } from 'hono/jsx/dom';
import { LANGUAGE_TAGS, LANGUAGES, type Language } from '../i18n/language.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { setTheme, THEMES, theme } from '../lib/theme.ts';
import { Icon } from './icon.tsx';

const THEME_ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;

/** The language and the colours: for signed in and not yet signed in. */
export function Preferences({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const { t, language } = useI18n();
  const [current, setCurrent] = useState(theme());
  const choose = (event: Event) => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    const { value } = event.currentTarget;
    const chosen = LANGUAGE_TAGS.find((tag) => tag === value);
    if (chosen) onLanguage(chosen);
  };
  return (
    <div class="preferences">
      <label class="language">
        <Icon name="globe" />
        <span class="hidden-text">{t('shell.language')}</span>
        <select onChange={choose}>
          {LANGUAGE_TAGS.map((tag) => (
            <option key={tag} value={tag} lang={tag} selected={tag === language}>
              {LANGUAGES[tag]}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="segments" aria-label={t('shell.theme')}>
        {THEMES.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === current ? 'true' : 'false'}
            aria-label={t(`shell.theme.${name}`)}
            title={t(`shell.theme.${name}`)}
            onClick={() => {
              setTheme(name);
              setCurrent(name);
            }}
          >
            <Icon name={THEME_ICONS[name]} />
          </button>
        ))}
      </fieldset>
    </div>
  );
}
