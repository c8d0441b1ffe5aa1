/** What the window comes back with. Loaded once, saved a moment after the last change. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HiddenHerd, Workspace } from '../../src-shared/front-types.ts';
import type { Client } from './client.ts';
import type { HerdStore } from './herd-store.ts';
import type { NoticeStore } from './notices.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The parts that the page owns; the topology in force is the host's. */
export type WorkspaceView = Omit<Workspace, 'topology'> & {
  readonly loaded: boolean;
  /** What was drawn, where this start shows another herd instead; also when it has been brought back since. */
  readonly hidden: HiddenHerd | null;
};

export interface WorkspaceStore extends StoreApi<WorkspaceView> {
  load(): Promise<void>;
  setLayout(layout: unknown): void;
  /** Where cards stand; those that aren't named stay where they are. */
  setPositions(positions: Readonly<Record<string, Point>>): void;
  setTemplates(templates: Workspace['templates']): void;
  setScenarios(scenarios: Workspace['scenarios']): void;
  setWelcomed(welcomed: boolean): void;
  /** Saves what waits to be saved, now. */
  flush(): Promise<void>;
}

const SAVE_AFTER_MS = 600;

export function createWorkspaceStore(client: Client, herd: HerdStore, notices: NoticeStore): WorkspaceStore {
  const store = createStore<WorkspaceView>(() => ({
    layout: null,
    positions: {},
    templates: [],
    scenarios: [],
    welcomed: false,
    loaded: false,
    hidden: null,
  }));
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = async (): Promise<void> => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    const topology = herd.getState().snapshot?.topology;
    if (!topology) return;
    const { layout, positions, templates, scenarios, welcomed } = store.getState();
    // Where cards of servers that are gone stood is remembered for undo, and no longer than that.
    const standing = topology.servers.flatMap(({ name }) =>
      Object.hasOwn(positions, name) ? [[name, positions[name]] as const] : [],
    );
    await client
      .call('workspace.save', {
        workspace: {
          topology,
          layout,
          positions: Object.fromEntries(standing) as Record<string, Point>,
          templates: [...templates],
          scenarios: [...scenarios],
          welcomed,
        },
      })
      .then((told) => told && notices.tellData(told))
      .catch((thrown: unknown) => notices.tell(thrown));
  };
  const later = (): void => {
    // Before it has been loaded, saving would overwrite what is there.
    if (!store.getState().loaded) return;
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), SAVE_AFTER_MS);
  };
  const change = (part: Partial<WorkspaceView>): void => {
    store.setState(part);
    later();
  };
  let topology = herd.getState().snapshot?.topology;
  herd.subscribe(({ snapshot }) => {
    if (snapshot?.topology === topology) return;
    const changed = JSON.stringify(snapshot?.topology) !== JSON.stringify(topology);
    const first = topology === undefined;
    topology = snapshot?.topology;
    if (changed && !first) later();
  });

  return {
    ...store,
    async load() {
      const { workspace, problems, hidden } = await client.call('workspace.load', {});
      for (const problem of problems) notices.tellData(problem);
      if (hidden) notices.tellData(hidden.why);
      store.setState({ ...(workspace ? pageParts(workspace) : {}), hidden, loaded: true });
    },
    setLayout: (layout) => change({ layout }),
    setPositions: (positions) => change({ positions: { ...store.getState().positions, ...positions } }),
    setTemplates: (templates) => change({ templates }),
    setScenarios: (scenarios) => change({ scenarios }),
    setWelcomed: (welcomed) => change({ welcomed }),
    flush,
  };
}

const pageParts = ({
  layout,
  positions,
  templates,
  scenarios,
  welcomed,
}: Workspace): Partial<WorkspaceView> => ({
  layout,
  positions,
  templates,
  scenarios,
  welcomed,
});
