import { useState } from 'preact/hooks';

import { applyTheme, nextTheme, readTheme, type Theme } from '../state/theme.js';

const WORDS: Readonly<Record<Theme, string>> = { auto: 'as the system', light: 'light', dark: 'dark' };
const SIGNS: Readonly<Record<Theme, string>> = { auto: '◐', light: '○', dark: '●' };

export function ThemeSwitch() {
  const [theme, setTheme] = useState(readTheme);
  const turn = (): void => {
    const next = nextTheme(theme);
    applyTheme(next);
    setTheme(next);
  };
  const label = `Colours: ${WORDS[theme]}. Change`;
  return (
    <button class="quiet theme" type="button" onClick={turn} aria-label={label} title={label}>
      <span aria-hidden="true">{SIGNS[theme]}</span>
    </button>
  );
}
