/** The servers as a list: one, some or all of them started, stopped, killed, paused; how each is hosted. */
import { Button, Checkbox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { runAction } from '../actions/run-action.ts';
import { useConsole, useSnapshot } from '../state/console-context.ts';
import { Empty } from '../ui/empty.tsx';
import { ServerEditor } from './server-editor.tsx';
import { ServerRow } from './server-row.tsx';
import { ServersBar } from './servers-bar.tsx';
import './servers.css';

export function ServersPane() {
  const stores = useConsole();
  const snapshot = useSnapshot();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const servers = snapshot?.servers ?? [];
  const specs = new Map(snapshot?.topology.servers.map((spec) => [spec.name, spec]));
  // One that was deleted meanwhile is no longer chosen.
  const names = servers.map(({ name }) => name).filter((name) => chosen.has(name));
  const choose = (name: string, on: boolean): void =>
    setChosen((before) => new Set([...before].filter((other) => other !== name).concat(on ? [name] : [])));
  if (servers.length === 0) {
    return (
      <Empty title="No servers yet">
        <span>Those that you draw are listed here, to be started, killed and paused.</span>
        <Button
          leftSection={<IconPlus size={14} />}
          onClick={() => void runAction(stores, 'topology.addServer')}
        >
          Add a server
        </Button>
      </Empty>
    );
  }
  return (
    <>
      <ServersBar chosen={names} />
      <div className="pane-body servers-body">
        <table className="servers-table" aria-label="Servers">
          <thead>
            <tr>
              <th scope="col">
                <Checkbox
                  aria-label="Choose all servers"
                  checked={names.length === servers.length}
                  indeterminate={names.length > 0 && names.length < servers.length}
                  onChange={(event) =>
                    setChosen(new Set(event.currentTarget.checked ? servers.map(({ name }) => name) : []))
                  }
                />
              </th>
              <th scope="col" className="place" title="The order in which they are started">
                #
              </th>
              <th scope="col">Server</th>
              <th scope="col">State</th>
              <th scope="col" className="wide-only">
                Clients
              </th>
              <th scope="col" className="wide-only">
                Connections
              </th>
              <th scope="col">
                <span className="visually-hidden">What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {servers.map((server, place) => (
              <ServerRow
                key={server.name}
                server={server}
                spec={specs.get(server.name) ?? { name: server.name }}
                place={place}
                last={place === servers.length - 1}
                chosen={chosen.has(server.name)}
                choose={(on) => choose(server.name, on)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <ServerEditor />
    </>
  );
}
