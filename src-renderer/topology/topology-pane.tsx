/** The topology: drawn, run, broken and watched. */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { ReactFlowProvider } from '@xyflow/react';
import { runAction } from '../actions/run-action.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { Empty } from '../ui/empty.tsx';
import { Announcer } from './announcer.tsx';
import { CanvasMenus } from './canvas-menu.tsx';
import { TopologyBar } from './topology-bar.tsx';
import { TopologyCanvas } from './topology-canvas.tsx';
import { useCanvasFlow } from './use-canvas-flow.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useHomes } from './use-homes.ts';
import './topology.css';

function Drawing() {
  const stores = useConsole();
  const flow = useCanvasFlow();
  const empty = useView('herd', (view) => view.snapshot?.servers.length === 0);
  const servers = flow.nodes.filter((node) => node.selected).map(({ id }) => id);
  const links = flow.edges.filter((edge) => edge.selected).map(({ id }) => id);
  const onKeyDown = useCanvasKeys({ servers, links });
  useHomes();
  return (
    <>
      <TopologyBar servers={servers} links={links} />
      {/* Keys come up from cards and links, which are focusable themselves. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: see above */}
      <div className="pane-body canvas-body" onKeyDown={onKeyDown}>
        <TopologyCanvas flow={flow} />
        {empty && (
          <div className="canvas-empty">
            <Empty title="An empty sheet">
              <span>
                Double-click where a server is to stand, then drag from one to another to link them.
              </span>
              <Button
                leftSection={<IconPlus size={14} />}
                onClick={() => void runAction(stores, 'topology.addServer')}
              >
                Add a server
              </Button>
            </Empty>
          </div>
        )}
      </div>
      <CanvasMenus several={servers} />
      <Announcer />
    </>
  );
}

export function TopologyPane() {
  return (
    <ReactFlowProvider>
      <Drawing />
    </ReactFlowProvider>
  );
}
