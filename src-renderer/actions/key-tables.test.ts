/** Keys are in the two tables or nowhere: what the sheet of keys shows is all that there is. */
import { describe, expect, it } from 'vitest';
import { ACTION_IDS } from '../../src-shared/actions.ts';
import { KEY_PLACES, paneKeySpecs } from '../../src-shared/pane-keys.ts';
import { actionKeys } from './shortcut.ts';

/** The one file that looks at what was typed. */
const READER = './shortcut.ts';
const READS_KEY =
  /\b(?:event|typed|nativeEvent|ev|e)\.(?:key|code|keyCode|which)\b|\{[^}]*\bkey\b[^}]*\}\s*:\s*KeyboardEvent/;

const files: Readonly<Record<string, string>> = import.meta.glob('../**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const sources = Object.entries(files)
  .filter(([path]) => !/\.test\.tsx?$/.test(path))
  .map(([path, text]) => ({ path, text }));

describe('the tables of keys', () => {
  it('are asked by everything that handles keys', () => {
    expect(
      sources.filter(({ path, text }) => path !== READER && READS_KEY.test(text)).map(({ path }) => path),
    ).toEqual([]);
    expect(READS_KEY.test(sources.find(({ path }) => path === READER)?.text ?? '')).toBe(true);
  });

  it.each(KEY_PLACES)('have a handler for the keys of %s', (place) => {
    expect(sources.some(({ text }) => text.includes(`paneKey('${place}'`))).toBe(true);
  });

  it.each(KEY_PLACES)('have no key twice in %s, nor one that does something everywhere', (place) => {
    const everywhere = ACTION_IDS.flatMap((id) => actionKeys(id));
    const keys = Object.values(paneKeySpecs(place)).flatMap((spec) => spec.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => everywhere.includes(key))).toEqual([]);
  });
});
