/** The command palette: everything that can be done, found by a few words. */
import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { actionSpec } from '../../src-shared/actions.ts';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import { paneKey, shownKeys } from '../actions/shortcut.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { Keys } from '../ui/keys.tsx';
import {
  findCommands,
  type NamedHerd,
  NO_HERD,
  type PaletteCommand,
  paletteCommands,
} from './palette-commands.ts';

/** More than anybody reads; the rest is found by typing. */
const SHOWN = 80;

const namesOf = (snapshot: HerdSnapshot | null): NamedHerd =>
  snapshot === null
    ? NO_HERD
    : {
        servers: snapshot.servers.map(({ name, hosted }) => ({ name, hosted })),
        links: snapshot.links.map(({ id, a, b }) => ({ id, a, b })),
      };

/** Commands that follow each other within a group stand below its name. */
function inGroups(commands: readonly PaletteCommand[]) {
  const names = [...new Set(commands.map(({ group }) => group))];
  return names.map((group) => ({
    group,
    actions: commands
      .filter((command) => command.group === group)
      .map(({ id, label, action, scenario, run }) => {
        const keys = action === undefined ? undefined : actionSpec(action).keys;
        return {
          id,
          label,
          onClick: run,
          ...(keys === undefined ? {} : { rightSection: <Keys keys={shownKeys(keys)} /> }),
          ...(scenario === undefined
            ? {}
            : { rightSection: <span className="scenario-id mono">{scenario}</span> }),
        };
      }),
  }));
}

/** Enter does what is found first, where nothing else has been chosen: as in every other palette. */
function doFirst(event: KeyboardEvent<HTMLInputElement>): void {
  if (paneKey('fields', event) !== 'take' || event.nativeEvent.isComposing) return;
  const palette = event.currentTarget.closest('[role="dialog"]');
  if (palette?.querySelector('[data-selected]')) return;
  palette?.querySelector<HTMLElement>('[data-action]')?.click();
}

const isFocusable = (element: Element | null): element is HTMLElement | SVGElement =>
  element instanceof HTMLElement || element instanceof SVGElement;

export function Palette() {
  const stores = useConsole();
  // As text: while it stays the same nothing is made anew.
  const shape = useView('herd', ({ snapshot }) => JSON.stringify(namesOf(snapshot)));
  const [query, setQuery] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const before = useRef<Element | null>(null);
  const listings = useView('scenarios', (view) => view.listings);
  const texts = useView('scenarios', (view) => view.texts);
  const commands = useMemo(
    () => paletteCommands(stores, JSON.parse(shape) as NamedHerd, { listings: listings ?? [], texts }),
    [stores, shape, listings, texts],
  );
  const groups = useMemo(() => inGroups(findCommands(query, commands).slice(0, SHOWN)), [query, commands]);
  return (
    <Spotlight
      actions={groups}
      onSpotlightOpen={() => {
        before.current = document.activeElement;
        // Before the next key is read: the dialog itself gives the focus a task later, and what was typed
        // quickly, or while the machine is busy, would go to whatever had it before.
        search.current?.focus({ preventScroll: true });
        if (listings === null) void stores.scenarios.load();
      }}
      // The library would take the focus back from the pane that a command has just given it to.
      returnFocus={false}
      onSpotlightClose={() => {
        const { activeElement } = document;
        const isLost = activeElement === null || activeElement === document.body;
        if ((isLost || activeElement === search.current) && isFocusable(before.current))
          before.current.focus();
      }}
      query={query}
      onQueryChange={setQuery}
      // What is found has been found already.
      filter={(_, all) => all}
      shortcut={null}
      // A name for screen readers; what can be seen says it already.
      title="Command palette"
      classNames={{ header: 'visually-hidden' }}
      highlightQuery
      // At once: a palette that fades would swallow what is typed into the next one.
      transitionProps={{ duration: 0 }}
      scrollable
      maxHeight={420}
      nothingFound="There is no such command."
      searchProps={{
        ref: search,
        leftSection: <IconSearch size={18} />,
        placeholder: 'What is to be done?',
        'aria-label': 'Find a command',
        onKeyDown: doFirst,
      }}
    />
  );
}
