/** A server: what it is doing, how it is hosted, what it counts, whom it is linked to. */
import { Button, Group } from '@mantine/core';
import type { ServerSnapshot } from '../../src-shared/console-contract.ts';
import type { ServerState } from '../../src-shared/events/events.ts';
import { neighboursOf } from '../../src-shared/topology/topology.ts';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import {
  canDo,
  OPERATION_NAMES,
  SERVER_OPERATIONS,
  type ServerOperation,
} from '../state/server-operations.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatBytes, formatCount } from '../ui/format.ts';
import { Mark } from '../ui/mark.tsx';
import { whyUncounted } from '../ui/uncounted.ts';
import { linkStateWord, serverStateWord, shownLinkState } from '../ui/words.ts';
import { Fields, Gone } from './fields.tsx';
import { RecentEvents } from './recent-events.tsx';

/** What would change something. To restart what is down is to start it. */
const possible = (state: ServerState): readonly ServerOperation[] =>
  OPERATION_NAMES.filter((operation) => canDo(operation, state)).filter(
    (operation) => operation !== 'restart' || !canDo('start', state),
  );

function Operations({ server }: { server: ServerSnapshot }) {
  const { operations, shell } = useConsole();
  const busy = useView('operations', (view) => view.busy.has(server.name));
  return (
    <Group gap={6}>
      {server.hosted &&
        possible(server.state).map((operation) => (
          <Button
            key={operation}
            size="compact-xs"
            variant="default"
            disabled={busy}
            onClick={() => void operations.servers(operation, [server.name])}
          >
            {SERVER_OPERATIONS[operation].word}
          </Button>
        ))}
      <Button size="compact-xs" variant="subtle" onClick={() => shell.filterLog(server.name)}>
        Its log
      </Button>
    </Group>
  );
}

export function ServerView({ name }: { name: string }) {
  const { selection } = useConsole();
  const snapshot = useSnapshot();
  const server = snapshot?.servers.find((one) => one.name === name);
  if (!snapshot || !server) return <Gone what={name} />;
  const spec = snapshot.topology.servers.find((one) => one.name === name);
  const { state, counters } = server;
  const uncounted = whyUncounted(server, spec);
  const address = server.port === 0 ? '' : `${server.host}:${server.port}`;
  const hosting = !server.hosted
    ? 'By another process or machine'
    : (spec?.command?.template ??
      (spec?.process === 'own' ? 'Ours, in a process of its own' : 'Ours, in this process'));
  const links = snapshot.links.filter(({ a, b }) => a === name || b === name);
  return (
    <>
      <h2>
        {name} <Mark kind={state.kind} word={serverStateWord(state)} />
      </h2>
      <Operations server={server} />
      {state.kind === 'crashed' && (
        <pre className="inspector-problem foreign">{`${state.error.what}\n${state.error.why}`}</pre>
      )}
      <Fields
        rows={[
          [
            'Address',
            address && (
              <span className="mono">
                {address} <CopyButton label="Copy the address" text={() => address} />
              </span>
            ),
          ],
          ['Process', 'pid' in state ? state.pid : undefined],
          ['Hosted', hosting],
          ['Its numbers', state.kind === 'ready' || state.kind === 'paused' ? uncounted : undefined],
          ['Clients known', counters && formatCount(counters.clients)],
          ['Connections', counters && formatCount(counters.connections)],
          ['Lines in', counters && formatCount(counters.linesIn)],
          ['Lines out', counters && formatCount(counters.linesOut)],
          ['Memory for what it knows', counters && formatBytes(counters.storeBytes)],
          ['Neighbours', neighboursOf(snapshot.topology, name).length === 0 ? 'None' : undefined],
        ]}
      />
      {links.length > 0 && (
        <ul className="inspector-links">
          {links
            .map((link) => [link, shownLinkState(link, snapshot.servers)] as const)
            .map(([link, shown]) => (
              <li key={link.id}>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  onClick={() => selection.select({ kind: 'link', id: link.id })}
                >
                  {link.a === name ? link.b : link.a}
                </Button>
                <Mark kind={shown} word={linkStateWord(shown)} />
              </li>
            ))}
        </ul>
      )}
      <RecentEvents
        title="Its recent lines"
        subject={name}
        wanted={(event) => event.server === name && (event.type === 'line' || event.type === 'output')}
      />
    </>
  );
}
