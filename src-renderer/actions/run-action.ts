/** What each action of the table does. Menus, palette and keys all come here. */
import { spotlight } from '@mantine/spotlight';
import type { ActionId } from '../../src-shared/actions.ts';
import type { Theme } from '../../src-shared/front-types.ts';
import type { Tab } from '../commands/command-store.ts';
import { stopSwarm } from '../commands/stop-swarm.ts';
import { nextStep, openScenario, runReport, stopScenario } from '../scenarios/scenario-files.ts';
import type { Console } from '../state/console.ts';
import { PANES } from '../state/shell.ts';
import { addServer, arrange, newTopology } from '../topology/topology-edits.ts';
import { openTopology, saveTopology } from '../topology/topology-files.ts';

type Runner = (stores: Console) => unknown;

const themed =
  (theme: Theme): Runner =>
  ({ settings }) =>
    settings.change({ theme });

const PANE_ACTIONS = Object.fromEntries(
  PANES.map((pane) => [`pane.${pane}`, ({ shell }: Console) => shell.showPane(pane)]),
) as Record<`pane.${(typeof PANES)[number]}`, Runner>;

/** The form for it, to be filled in: nothing is sent yet. */
const form =
  (tab: Tab): Runner =>
  ({ commands, shell }) => {
    commands.show(tab);
    shell.showPane('commands');
  };

const RUNNERS: Readonly<Record<ActionId, Runner>> = {
  ...PANE_ACTIONS,
  'topology.open': openTopology,
  'topology.save': saveTopology,
  'topology.new': newTopology,
  'topology.rename': ({ shell }) => shell.open('rename-herd'),
  'topology.addServer': addServer,
  'topology.layoutRing': (stores) => arrange(stores, 'ring'),
  'topology.layoutGrid': (stores) => arrange(stores, 'grid'),
  'topology.layoutForce': (stores) => arrange(stores, 'force'),
  'scenario.open': openScenario,
  'scenario.next': nextStep,
  'scenario.stop': stopScenario,
  'herd.runReport': runReport,
  'herd.startAll': ({ operations }) => operations.servers('start', []),
  'herd.stopAll': ({ operations }) => operations.servers('stop', []),
  'herd.killAll': ({ operations }) => operations.servers('kill', []),
  'herd.restartAll': ({ operations }) => operations.servers('restart', []),
  'herd.healAll': ({ operations }) => operations.healAll(),
  'commands.iamat': form('iamat'),
  'commands.whatsat': form('whatsat'),
  'commands.raw': form('raw'),
  'commands.swarm': form('swarm'),
  'swarm.stop': stopSwarm,
  'edit.undo': ({ history }) => history.undo(),
  'edit.redo': ({ history }) => history.redo(),
  'settings.open': ({ shell }) => shell.open('settings'),
  'palette.open': () => spotlight.open(),
  'layout.enlarge': ({ shell }) => shell.toggleEnlarged(),
  'layout.reset': ({ shell }) => shell.resetLayout(),
  'theme.light': themed('light'),
  'theme.dark': themed('dark'),
  'theme.system': themed('system'),
  'help.shortcuts': ({ shell }) => shell.open('shortcuts'),
  'help.welcome': ({ shell }) => shell.open('welcome'),
  'help.about': ({ shell }) => shell.open('about'),
};

/** Does it; what goes wrong is told. */
export async function runAction(stores: Console, id: ActionId): Promise<void> {
  try {
    await RUNNERS[id](stores);
  } catch (thrown) {
    stores.notices.tell(thrown);
  }
}
