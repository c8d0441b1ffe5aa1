/** The docked panes: moved, resized, closed and opened again; the layout is kept in the workspace. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconArrowsMinimize } from '@tabler/icons-react';
import {
  type DockviewApi,
  DockviewReact,
  type DockviewReadyEvent,
  type IDockviewHeaderActionsProps,
  type IDockviewPanelHeaderProps,
} from 'dockview-react';
import { useEffect, useRef, useState } from 'react';
import { actionSpec } from '../../src-shared/actions.ts';
import { writtenKeys } from '../actions/shortcut.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { PANES, type PaneId } from '../state/shell.ts';
import { Empty } from '../ui/empty.tsx';
import { focusSoon } from '../ui/focus-soon.ts';
import { layOutAnew } from './default-layout.ts';
import { PANE_SPECS } from './panes.tsx';

const THEME = { name: 'console', className: 'dockview-theme-console', gap: 6 } as const;

const COMPONENTS = Object.fromEntries(
  PANES.map((id) => {
    const Pane = PANE_SPECS[id].component;
    return [
      id,
      () => (
        <div className="pane" data-pane={id} tabIndex={-1}>
          <Pane />
        </div>
      ),
    ];
  }),
);

const isPane = (id: string): id is PaneId => PANES.some((pane) => pane === id);

function Tab({ api }: IDockviewPanelHeaderProps) {
  const id = api.id;
  if (!isPane(id)) return null;
  const { title, icon: Icon } = PANE_SPECS[id];
  const close = (): void => api.close();
  return (
    <span
      className="tab"
      onAuxClick={(event) => {
        if (event.button === 1) close();
      }}
    >
      <Icon size={16} />
      {title}
    </span>
  );
}

/** One group of panes fills the window, or all are shown again. */
function toggleEnlarged(api: DockviewApi): void {
  if (api.hasMaximizedGroup()) api.exitMaximizedGroup();
  else if (api.activePanel) api.maximizeGroup(api.activePanel);
}

function EnlargeButton({ containerApi, activePanel }: IDockviewHeaderActionsProps) {
  const [enlarged, setEnlarged] = useState(containerApi.hasMaximizedGroup());
  useEffect(() => {
    const watch = containerApi.onDidMaximizedGroupChange(() => setEnlarged(containerApi.hasMaximizedGroup()));
    return () => watch.dispose();
  }, [containerApi]);
  if (!activePanel) return null;
  const label = enlarged ? 'Show all panes' : `Enlarge ${activePanel.title ?? ''}`;
  const onClick = (): void => {
    activePanel.api.setActive();
    toggleEnlarged(containerApi);
  };
  return (
    <Tooltip label={`${label} (${writtenKeys(actionSpec('layout.enlarge').keys ?? '')})`}>
      <ActionIcon className="enlarge" size="sm" aria-label={label} onClick={onClick}>
        {enlarged ? <IconArrowsMinimize size={14} /> : <IconArrowsMaximize size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}

const keyOf = (pane: PaneId | undefined): string =>
  writtenKeys((pane && actionSpec(`pane.${pane}`).keys) ?? '');

const Watermark = () => (
  <Empty title="All panes are closed">
    <span>
      Open them from the View menu, or press {keyOf(PANES[0])} to {keyOf(PANES.at(-1))}.
    </span>
  </Empty>
);

/** The layout that was kept, if the library can still read it. */
function restore(api: DockviewApi, layout: unknown): boolean {
  if (typeof layout !== 'object' || layout === null) return false;
  try {
    api.fromJSON(layout as Parameters<DockviewApi['fromJSON']>[0]);
    return api.panels.length > 0 && api.panels.every(({ id }) => isPane(id));
  } catch {
    // An older or edited file: the default one is as good, and nothing else is lost.
    return false;
  }
}

function showPane(api: DockviewApi, pane: PaneId): void {
  const open = api.getPanel(pane);
  const panel = open ?? api.addPanel({ id: pane, component: pane, title: PANE_SPECS[pane].title });
  // Where one fills the window, the one that is asked for does so now. The library gives up filling when it shows another.
  const enlarged = api.hasMaximizedGroup();
  panel.api.setActive();
  if (enlarged && !panel.api.isMaximized()) api.maximizeGroup(panel);
  const element = () => document.querySelector<HTMLElement>(`[data-pane="${pane}"]`);
  // The pane's own keys are heard there at once.
  focusSoon(() => element()?.querySelector<HTMLElement>('[data-takes-focus]') ?? element());
}

export function Dock() {
  const { workspace } = useConsole();
  const api = useRef<DockviewApi | null>(null);
  const [ready, setReady] = useState(false);
  const wanted = useView('shell', (view) => view.wanted);
  const resets = useView('shell', (view) => view.layoutResets);
  const enlargings = useView('shell', (view) => view.enlargings);

  const onReady = (event: DockviewReadyEvent): void => {
    api.current = event.api;
    if (!restore(event.api, workspace.getState().layout)) layOutAnew(event.api);
    event.api.onDidLayoutChange(() => workspace.setLayout(event.api.toJSON()));
    setReady(true);
  };
  useEffect(() => {
    if (ready && api.current && wanted) showPane(api.current, wanted.pane);
  }, [ready, wanted]);
  useEffect(() => {
    if (api.current && resets > 0) layOutAnew(api.current);
  }, [resets]);
  useEffect(() => {
    if (api.current && enlargings > 0) toggleEnlarged(api.current);
  }, [enlargings]);

  return (
    <DockviewReact
      theme={THEME}
      components={COMPONENTS}
      defaultTabComponent={Tab}
      rightHeaderActionsComponent={EnlargeButton}
      watermarkComponent={Watermark}
      onReady={onReady}
      disableFloatingGroups
    />
  );
}
