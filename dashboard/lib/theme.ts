import { store, stored } from './stored.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const listeners = new Set<() => void>();

/** The remembered theme. */
export function theme(): Theme {
  const value = stored('theme');
  return THEMES.find((known) => known === value) ?? 'system';
}

/** Puts the theme on the page; the style sheet does the rest. */
export function applyTheme(): void {
  const value = theme();
  if (value === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', value);
}

/** Changes and remembers the theme. */
export function setTheme(value: Theme): void {
  store('theme', value);
  applyTheme();
  for (const listener of listeners) listener();
}

/** Calls back whenever colours change, by our switch or by the system's. */
export function onThemeChange(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  listeners.add(listener);
  system.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
  };
}
