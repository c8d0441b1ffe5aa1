/** The page: the herd's name and state, its servers, its links. */
import type { HerdSnapshot } from '../src-shared/console-contract.ts';
import { LinkTable } from './links/link-table.tsx';
import { Notice } from './notice/notice.tsx';
import { ServerTable } from './servers/server-table.tsx';
import { useHerd, useHerdStore } from './state/herd-context.ts';
import { STRINGS } from './strings.ts';

const ALL = { servers: [] };
const ALL_LINKS = { links: [] };

function Header({ snapshot }: { snapshot: HerdSnapshot }) {
  const { act } = useHerdStore();
  const { servers, topology, places } = snapshot;
  const ready = servers.filter(({ state }) => state.kind === 'ready').length;
  return (
    <header>
      <div>
        <h1>{topology.title}</h1>
        <p>
          <span role="status">{STRINGS.readyCount(ready, servers.length)}</span>
          <span className="places">{STRINGS.places(places)}</span>
        </p>
      </div>
      <div className="actions">
        <button type="button" className="main" onClick={() => act('server.start', ALL)}>
          {STRINGS.startAll}
        </button>
        <button type="button" onClick={() => act('server.kill', ALL)}>
          {STRINGS.killAll}
        </button>
        <button type="button" onClick={() => act('link.heal', ALL_LINKS)}>
          {STRINGS.healAll}
        </button>
      </div>
    </header>
  );
}

export function App() {
  const snapshot = useHerd((view) => view.snapshot);
  return (
    <main>
      {snapshot ? <Header snapshot={snapshot} /> : <p>{STRINGS.loading}</p>}
      <Notice />
      {snapshot && (
        <>
          <ServerTable servers={snapshot.servers} />
          <LinkTable links={snapshot.links} />
        </>
      )}
    </main>
  );
}
