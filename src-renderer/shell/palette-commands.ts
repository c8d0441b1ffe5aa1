/**
 * What the palette offers: every action of the table, whatever can be done to each server and link by name, the
 * course's herds, and each scenario. And what of it is found by a few words.
 */
import { ACTION_GROUPS, ACTION_IDS, type ActionId, actionSpec } from '../../src-shared/actions.ts';
import type { ScenarioListing } from '../../src-shared/front-types.ts';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { runAction } from '../actions/run-action.ts';
import { runBuiltIn, runText } from '../scenarios/scenario-files.ts';
import type { ScenarioText } from '../scenarios/scenario-store.ts';
import { editServer } from '../servers/server-editing.ts';
import type { Console } from '../state/console.ts';
import type { Selected } from '../state/selection.ts';
import { OPERATION_NAMES, SERVER_OPERATIONS } from '../state/server-operations.ts';
import { linkName } from '../ui/words.ts';

export interface PaletteCommand {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  /** Further words by which it is found. */
  readonly words: string;
  /** The action of the table, whose keys stand beside it. */
  readonly action?: ActionId;
  /** The id of the scenario that it runs, which stands beside it. */
  readonly scenario?: string;
  readonly run: () => void;
}

/** What people call it besides. */
const FURTHER_WORDS: Readonly<Record<string, string>> = {
  pane: 'open show pane',
  commands: 'command client report ask simulate',
  theme: 'appearance colours settings',
  layout: 'panes',
  settings: 'preferences options port key places',
};

function tableCommands(stores: Console): PaletteCommand[] {
  return ACTION_GROUPS.flatMap((group) =>
    ACTION_IDS.filter((id) => actionSpec(id).group === group && id !== 'palette.open').map((id) => ({
      id,
      label: actionSpec(id).label,
      group,
      words: `${group} ${FURTHER_WORDS[id.split('.')[0] ?? ''] ?? ''}`,
      action: id,
      run: () => void runAction(stores, id),
    })),
  );
}

/** As much of a herd as its commands are made from: it changes less often than the herd's numbers. */
export interface NamedHerd {
  readonly servers: readonly { readonly name: string; readonly hosted: boolean }[];
  readonly links: readonly { readonly id: string; readonly a: string; readonly b: string }[];
}

export const NO_HERD: NamedHerd = { servers: [], links: [] };

function herdCommands(stores: Console, { servers, links }: NamedHerd): PaletteCommand[] {
  const { client, notices, operations, selection, shell } = stores;
  const inspect = (selected: Selected): void => {
    selection.select(selected);
    shell.showPane('inspector');
  };
  const row = (label: string, words: string, run: () => void): PaletteCommand => ({
    id: label,
    label,
    group: 'Servers and links',
    words,
    run,
  });
  return [
    ...servers.flatMap(({ name, hosted }) => [
      ...(hosted ? OPERATION_NAMES : []).map((operation) =>
        row(
          `${SERVER_OPERATIONS[operation].word} ${name}`,
          'server',
          () => void operations.servers(operation, [name]),
        ),
      ),
      row(`Inspect ${name}`, 'server select show', () => inspect({ kind: 'server', name })),
      row(`Hosting and Port of ${name}…`, 'server edit process command', () => editServer(stores, name)),
      row(`Show ${name} in the Log`, 'server filter lines', () => shell.filterLog(name)),
      row(`Open the Log File of ${name}`, 'server', () => {
        client.call('app.openLog', { server: name }).catch(notices.tell);
      }),
    ]),
    ...links.flatMap((link) => [
      row(`Cut ${linkName(link)}`, 'link', () => void operations.links('cut', [link.id])),
      row(`Heal ${linkName(link)}`, 'link', () => void operations.links('heal', [link.id])),
      row(`Inspect ${linkName(link)}`, 'link select show', () => inspect({ kind: 'link', id: link.id })),
    ]),
  ];
}

const presetCommands = ({ operations }: Console): PaletteCommand[] =>
  PRESETS.map(({ topology }) => ({
    id: `preset ${topology.id}`,
    label: `Open ${topology.title}`,
    group: 'Herds of the course',
    words: `preset topology quarter ${topology.id}`,
    run: () => void operations.applyTopology(topology, `Open ${topology.title}`),
  }));

/** The scenarios that can be run: the built-in ones, and the texts that are open. */
export interface KnownScenarios {
  readonly listings: readonly ScenarioListing[];
  readonly texts: readonly ScenarioText[];
}

function scenarioCommands(stores: Console, { listings, texts }: KnownScenarios): PaletteCommand[] {
  const row = (title: string, rest: Omit<PaletteCommand, 'label' | 'group'>): PaletteCommand => ({
    label: `Run scenario: ${title}`,
    group: 'Scenarios',
    ...rest,
  });
  return [
    ...listings.map(({ id, title }) =>
      row(title, {
        id: `run built-in ${id}`,
        words: id,
        scenario: id,
        run: () => void runBuiltIn(stores, id),
      }),
    ),
    ...texts
      .filter(({ origin }) => origin !== 'built-in')
      .map(({ key, title }) =>
        row(title, { id: `run ${key}`, words: '', run: () => void runText(stores, key) }),
      ),
  ];
}

export const paletteCommands = (
  stores: Console,
  herd: NamedHerd,
  scenarios: KnownScenarios = { listings: [], texts: [] },
): PaletteCommand[] => [
  ...tableCommands(stores),
  ...scenarioCommands(stores, scenarios),
  ...herdCommands(stores, herd),
  ...presetCommands(stores),
];

/** Letters alone count: nobody types the dash of `Alford–Welsh`, or the dots of `Settings…`. */
const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * Those in which every word of the query occurs, also begun ones and in any order. First those whose label begins with
 * it, then those whose label has it as it is written; else in the order of the table.
 */
export function findCommands<T extends { readonly label: string; readonly words: string }>(
  query: string,
  commands: readonly T[],
): T[] {
  const wanted = bare(query);
  if (wanted === '') return [...commands];
  const rank = ({ label, words }: T): number => {
    const text = bare(label);
    if (text.startsWith(wanted)) return 0;
    if (text.includes(wanted)) return 1;
    const all = `${text} ${bare(words)}`;
    return wanted.split(' ').every((word) => ` ${all}`.includes(` ${word}`)) ? 2 : 3;
  };
  const ranked = commands.map((command) => ({ command, at: rank(command) }));
  return [0, 1, 2].flatMap((at) => ranked.filter((one) => one.at === at).map(({ command }) => command));
}
