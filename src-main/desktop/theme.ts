/** The one owner of the theme: what a person chose decides what the page sees as the system's. */
import { nativeTheme } from 'electron';
import type { Theme } from '../../src-shared/front-types.ts';

export function showTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
}
