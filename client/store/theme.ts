/** Light or dark, as the person or the system chooses. */
import { createPreference } from './preference.ts';
import { createStore, useStore } from './store.ts';

export type Theme = 'system' | 'light' | 'dark';

const preference = createPreference<Theme>(
  'theme',
  (text) => (text === 'light' || text === 'dark' ? text : 'system'),
  (theme) => theme,
);
const dark = createStore(false);

function apply(): void {
  const theme = preference.get();
  const system = matchMedia('(prefers-color-scheme: dark)').matches;
  if (theme === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset.theme = theme;
  dark.set(theme === 'system' ? system : theme === 'dark');
}

/** Call once before the first render, so that no page flashes in the other theme. */
export function startTheme(): void {
  apply();
  preference.subscribe(apply);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);
}

export const setTheme = (theme: Theme): void => preference.set(theme);

/** What was chosen. */
export const useTheme = (): Theme => useStore(preference);

/** What is shown; the editor reads it, since it cannot follow CSS. */
export const darkStore = dark;
