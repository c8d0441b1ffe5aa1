/** The servers: what each is doing, where it listens, how many clients it knows; start and kill. */
import type { ServerSnapshot } from '../../src-shared/console-contract.ts';
import { Mark } from '../marks/mark.tsx';
import { useHerdStore } from '../state/herd-context.ts';
import { STRINGS, serverStateWord } from '../strings.ts';

function addressOf({ host, port }: ServerSnapshot): string {
  if (port === 0) return STRINGS.noAddress;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function ServerRow({ server }: { server: ServerSnapshot }) {
  const { act } = useHerdStore();
  const { name, state, hosted, counters } = server;
  const down = state.kind === 'stopped' || state.kind === 'crashed';
  const only = { servers: [name] };
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Mark kind={state.kind} word={serverStateWord(state)} />
      </td>
      <td className="address">{addressOf(server)}</td>
      <td className="count">{counters ? counters.clients.toLocaleString('en') : STRINGS.noCount}</td>
      <td className="actions">
        <button
          type="button"
          aria-label={STRINGS.of(STRINGS.start, name)}
          disabled={!hosted || !down}
          onClick={() => act('server.start', only)}
        >
          {STRINGS.start}
        </button>
        <button
          type="button"
          aria-label={STRINGS.of(STRINGS.kill, name)}
          disabled={!hosted || down}
          onClick={() => act('server.kill', only)}
        >
          {STRINGS.kill}
        </button>
      </td>
    </tr>
  );
}

export function ServerTable({ servers }: { servers: readonly ServerSnapshot[] }) {
  const { columns } = STRINGS;
  return (
    <section aria-labelledby="servers-title">
      <h2 id="servers-title">{STRINGS.servers}</h2>
      <table aria-labelledby="servers-title">
        <thead>
          <tr>
            <th scope="col">{columns.server}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col">{columns.address}</th>
            <th scope="col" className="count">
              {columns.clients}
            </th>
            <th scope="col" className="actions">
              {columns.actions}
            </th>
          </tr>
        </thead>
        <tbody>
          {servers.map((server) => (
            <ServerRow key={server.name} server={server} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
