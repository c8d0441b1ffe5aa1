/**
 * All that can be done from a menu, the palette or a key: one table. The application's menu, the command palette
 * and the sheet of shortcuts are made from it; what an action does is the page's business.
 */

export const ACTION_GROUPS = ['File', 'Edit', 'Herd', 'View', 'Help'] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

export interface ActionSpec {
  /** As menus and the palette have it. */
  readonly label: string;
  readonly group: ActionGroup;
  /** As Electron writes accelerators: `CmdOrCtrl+K`. A bare key works while no text is being typed. */
  readonly keys?: string;
  /** Further keys, but where text is typed or a dialog is open: those have them for themselves. */
  readonly keysOutsideText?: readonly string[];
  /** Begins a new block of the menu. */
  readonly separated?: true;
}

export const ACTIONS = {
  'topology.open': { label: 'Open Topology…', group: 'File', keys: 'CmdOrCtrl+O' },
  'topology.save': { label: 'Save Topology As…', group: 'File', keys: 'CmdOrCtrl+S' },
  'topology.new': { label: 'New Topology', group: 'File' },
  'topology.rename': { label: 'Rename Herd…', group: 'File' },
  'scenario.open': { label: 'Open Scenario…', group: 'File', keys: 'CmdOrCtrl+Shift+O' },
  'settings.open': { label: 'Settings…', group: 'File', keys: 'CmdOrCtrl+,', separated: true },
  'edit.undo': {
    label: 'Undo Herd Change',
    group: 'Edit',
    keys: 'CmdOrCtrl+Alt+Z',
    keysOutsideText: ['CmdOrCtrl+Z'],
  },
  'edit.redo': {
    label: 'Redo Herd Change',
    group: 'Edit',
    keys: 'CmdOrCtrl+Alt+Shift+Z',
    keysOutsideText: ['CmdOrCtrl+Shift+Z', 'CmdOrCtrl+Y'],
  },
  'topology.addServer': { label: 'Add Server', group: 'Edit', keys: 'CmdOrCtrl+Shift+A', separated: true },
  'topology.layoutRing': { label: 'Arrange in a Ring', group: 'Edit' },
  'topology.layoutGrid': { label: 'Arrange in a Grid', group: 'Edit' },
  'topology.layoutForce': { label: 'Arrange by Force', group: 'Edit' },
  'herd.startAll': { label: 'Start All Servers', group: 'Herd', keys: 'CmdOrCtrl+Enter' },
  'herd.stopAll': { label: 'Stop All Servers', group: 'Herd', keys: 'CmdOrCtrl+Shift+Enter' },
  'herd.killAll': { label: 'Kill All Servers', group: 'Herd' },
  'herd.restartAll': { label: 'Restart All Servers', group: 'Herd' },
  'herd.healAll': { label: 'Heal All Faults', group: 'Herd', keys: 'CmdOrCtrl+Shift+H', separated: true },
  'herd.runReport': { label: 'Run the Report’s Test', group: 'Herd', separated: true },
  'scenario.next': { label: 'Next Step of the Scenario', group: 'Herd', keys: 'CmdOrCtrl+Shift+N' },
  'scenario.stop': { label: 'Stop the Scenario', group: 'Herd', keys: 'CmdOrCtrl+.' },
  'commands.iamat': { label: 'Send IAMAT…', group: 'Herd', separated: true },
  'commands.whatsat': { label: 'Send WHATSAT…', group: 'Herd' },
  'commands.raw': { label: 'Send Raw Bytes…', group: 'Herd' },
  'commands.swarm': { label: 'Start a Swarm…', group: 'Herd' },
  'swarm.stop': { label: 'Stop the Swarm', group: 'Herd' },
  'palette.open': { label: 'Command Palette…', group: 'View', keys: 'CmdOrCtrl+K' },
  'pane.topology': { label: 'Topology', group: 'View', keys: 'CmdOrCtrl+1', separated: true },
  'pane.servers': { label: 'Servers', group: 'View', keys: 'CmdOrCtrl+2' },
  'pane.commands': { label: 'Commands', group: 'View', keys: 'CmdOrCtrl+3' },
  'pane.map': { label: 'Map', group: 'View', keys: 'CmdOrCtrl+4' },
  'pane.beliefs': { label: 'Beliefs', group: 'View', keys: 'CmdOrCtrl+5' },
  'pane.log': { label: 'Log', group: 'View', keys: 'CmdOrCtrl+6' },
  'pane.scenarios': { label: 'Scenarios', group: 'View', keys: 'CmdOrCtrl+7' },
  'pane.inspector': { label: 'Inspector', group: 'View', keys: 'CmdOrCtrl+8' },
  'pane.grading': { label: 'Grading', group: 'View', keys: 'CmdOrCtrl+9' },
  'layout.enlarge': {
    label: 'Enlarge This Pane, or Show All',
    group: 'View',
    keys: 'CmdOrCtrl+Shift+M',
    separated: true,
  },
  'layout.reset': { label: 'Reset Layout', group: 'View' },
  'theme.light': { label: 'Light Theme', group: 'View', separated: true },
  'theme.dark': { label: 'Dark Theme', group: 'View' },
  'theme.system': { label: 'Theme of the System', group: 'View' },
  'help.shortcuts': { label: 'Keyboard Shortcuts', group: 'Help', keys: '?' },
  'help.welcome': { label: 'Welcome', group: 'Help' },
  'help.about': { label: 'About Herd Console', group: 'Help' },
} as const satisfies Record<string, ActionSpec>;

export type ActionId = keyof typeof ACTIONS;
export const ACTION_IDS = Object.keys(ACTIONS) as readonly ActionId[];

export const isActionId = (value: unknown): value is ActionId =>
  typeof value === 'string' && Object.hasOwn(ACTIONS, value);

export const actionSpec = (id: ActionId): ActionSpec => ACTIONS[id];
