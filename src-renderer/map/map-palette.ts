/** The colours of the canvases: the page's own variables, read again when the theme changes. */
import { CLIENT_COLOURS } from '../ui/client-colour.ts';

export interface MapPalette {
  readonly water: string;
  readonly land: string;
  readonly coast: string;
  readonly border: string;
  readonly county: string;
  readonly grid: string;
  readonly town: string;
  readonly panel: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly clients: readonly string[];
  /** The page's font family. */
  readonly font: string;
}

/** Of the page, not of the pane: what is hidden stands outside of the page and has no colours. */
export function readPalette(): MapPalette {
  const style = getComputedStyle(document.documentElement);
  const get = (name: string): string => style.getPropertyValue(name).trim();
  return {
    water: get('--map-water'),
    land: get('--map-land'),
    coast: get('--map-coast'),
    border: get('--map-border'),
    county: get('--map-county'),
    grid: get('--map-grid'),
    town: get('--map-town'),
    panel: get('--panel'),
    ink: get('--ink'),
    inkSoft: get('--ink-soft'),
    accent: get('--accent'),
    onAccent: get('--map-on-accent'),
    clients: Array.from({ length: CLIENT_COLOURS }, (_, i) => get(`--update-${i}`)),
    font: getComputedStyle(document.body).fontFamily,
  };
}

/** Calls when the theme changes. Returns how to stop. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
  return () => observer.disconnect();
}
