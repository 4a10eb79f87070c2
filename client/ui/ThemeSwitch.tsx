/** The button that changes the theme. */
import { Monitor, Moon, Sun } from 'lucide-react';
import { setTheme, type Theme, useTheme } from '../store/theme.ts';
import { themeWords } from '../words/common.ts';
import { IconButton } from './Button.tsx';

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const ICON = { system: Monitor, light: Sun, dark: Moon } as const;

/** Goes round system, light and dark; its name is the one that is on. */
export function ThemeSwitch() {
  const theme = useTheme();
  const Icon = ICON[theme];
  return (
    <IconButton label={themeWords.current(themeWords[theme])} onClick={() => setTheme(NEXT[theme])}>
      <Icon />
    </IconButton>
  );
}
