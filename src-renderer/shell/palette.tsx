/** The command palette: every action of the table, each scenario, and those of each server and link by name. */
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo } from 'react';
import { ACTION_GROUPS, ACTION_IDS, actionSpec } from '../../src-shared/actions.ts';
import type { ScenarioListing } from '../../src-shared/front-types.ts';
import { runAction } from '../actions/run-action.ts';
import { shownKeys } from '../actions/shortcut.ts';
import { runBuiltIn, runText } from '../scenarios/scenario-files.ts';
import type { ScenarioText } from '../scenarios/scenario-store.ts';
import type { Console } from '../state/console.ts';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import { Keys } from '../ui/keys.tsx';
import { linkName } from '../ui/words.ts';

const SERVER_OPERATIONS = ['start', 'stop', 'kill', 'pause', 'resume', 'restart'] as const;

function tableGroups(stores: Console): SpotlightActionGroupData[] {
  return ACTION_GROUPS.map((group) => ({
    group,
    actions: ACTION_IDS.filter((id) => actionSpec(id).group === group && id !== 'palette.open').map((id) => {
      const { label, keys } = actionSpec(id);
      return {
        id,
        label,
        onClick: () => void runAction(stores, id),
        ...(keys === undefined ? {} : { rightSection: <Keys keys={shownKeys(keys)} /> }),
      };
    }),
  }));
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function herdGroup(
  stores: Console,
  servers: readonly string[],
  links: readonly { id: string; name: string }[],
) {
  const { operations } = stores;
  const actions: SpotlightActionData[] = [
    ...servers.flatMap((name) =>
      SERVER_OPERATIONS.map((operation) => ({
        id: `${operation} ${name}`,
        label: `${capital(operation)} ${name}`,
        onClick: () => void operations.servers(operation, [name]),
      })),
    ),
    ...links.flatMap(({ id, name }) =>
      (['cut', 'heal'] as const).map((operation) => ({
        id: `${operation} ${id}`,
        label: `${capital(operation)} ${name}`,
        onClick: () => void operations.links(operation, [id]),
      })),
    ),
  ];
  return { group: 'Servers and links', actions };
}

/** Each scenario that can be run, found by its title and by its id. */
function scenarioGroup(
  stores: Console,
  builtIn: readonly ScenarioListing[],
  texts: readonly ScenarioText[],
): SpotlightActionGroupData {
  const own = texts.filter(({ origin }) => origin !== 'built-in');
  return {
    group: 'Scenarios',
    actions: [
      ...builtIn.map(({ id, title }) => ({
        id: `run built-in ${id}`,
        label: `Run scenario: ${title}`,
        keywords: [id],
        onClick: () => void runBuiltIn(stores, id),
        rightSection: <span className="scenario-id mono">{id}</span>,
      })),
      ...own.map(({ key, title }) => ({
        id: `run ${key}`,
        label: `Run scenario: ${title}`,
        onClick: () => void runText(stores, key),
      })),
    ],
  };
}

/** Enter does what is found first, where nothing else has been chosen: as in every other palette. */
function doFirst(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  const palette = event.currentTarget.closest('[role="dialog"]');
  if (palette?.querySelector('[data-selected]')) return;
  palette?.querySelector<HTMLElement>('[data-action]')?.click();
}

export function Palette() {
  const stores = useConsole();
  const topology = useSnapshot()?.topology;
  const listings = useView('scenarios', (view) => view.listings);
  const texts = useView('scenarios', (view) => view.texts);
  const actions = useMemo(() => {
    const servers = topology?.servers.map(({ name }) => name) ?? [];
    const links = topology?.links.map((link) => ({ id: `${link.a}-${link.b}`, name: linkName(link) })) ?? [];
    return [
      ...tableGroups(stores),
      scenarioGroup(stores, listings ?? [], texts),
      herdGroup(stores, servers, links),
    ];
  }, [stores, topology, listings, texts]);
  return (
    <Spotlight
      actions={actions}
      onSpotlightOpen={() => {
        if (listings === null) void stores.scenarios.load();
      }}
      shortcut={null}
      // A name for screen readers; what can be seen says it already.
      title="Command palette"
      classNames={{ header: 'visually-hidden' }}
      highlightQuery
      // At once: a palette that fades would swallow what is typed into the next one.
      transitionProps={{ duration: 0 }}
      scrollable
      maxHeight={420}
      limit={80}
      nothingFound="There is no such command."
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: 'What is to be done?',
        'aria-label': 'Find a command',
        onKeyDown: doFirst,
      }}
    />
  );
}
