/** Clients down, servers across. Only the rows in view are in the page. */
import { UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Belief, BeliefFold } from '../../src-shared/events/beliefs.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { formatAge } from '../ui/format.ts';
import { useNow } from '../ui/use-now.ts';
import { VerdictMark } from './verdict-mark.tsx';

const ROW_PX = 46;
const EVERY_MS = 1_000;

/** How old the report is that a belief is about: by the client's own clock. */
export const ageOf = ({ timestamp }: Belief, now: number): string =>
  formatAge(now - 1_000 * Number(timestamp));

function Cell({
  fold,
  client,
  server,
  now,
}: {
  fold: BeliefFold;
  client: string;
  server: string;
  now: number;
}) {
  const verdict = fold.verdict(client, server, now);
  const belief = fold.belief(client, server);
  return (
    <td>
      <VerdictMark verdict={verdict} />
      {belief && (
        <span className="belief-age numbers foreign">
          {ageOf(belief, now)}, by {belief.origin}
        </span>
      )}
    </td>
  );
}

interface TableProps {
  readonly clients: readonly string[];
  readonly servers: readonly string[];
}

export function BeliefTable({ clients, servers }: TableProps) {
  const { beliefs, selection } = useConsole();
  const selected = useView('selection', (view) => view.selected);
  const now = useNow(EVERY_MS);
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: clients.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  });
  const fold = beliefs.fold();
  if (!fold) return null;
  const items = rows.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = rows.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section ref={box} className="pane-body" tabIndex={0} aria-label="Which server knows which update">
      <table className="beliefs">
        <thead>
          <tr>
            <th scope="col">Client</th>
            {servers.map((server) => (
              <th key={server} scope="col">
                <UnstyledButton
                  fz="inherit"
                  onClick={() => selection.select({ kind: 'server', name: server })}
                >
                  {server}
                </UnstyledButton>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {items.map(({ index }) => {
            const client = clients[index];
            if (client === undefined) return null;
            const newest = fold.newest(client);
            return (
              <tr key={client} aria-selected={selected.kind === 'client' && selected.id === client}>
                <th scope="row">
                  <UnstyledButton
                    className="belief-client foreign"
                    onClick={() => selection.select({ kind: 'client', id: client })}
                  >
                    {client}
                  </UnstyledButton>
                  {newest && <span className="belief-age mono foreign">{newest.location}</span>}
                </th>
                {servers.map((server) => (
                  <Cell key={server} fold={fold} client={client} server={server} now={now} />
                ))}
              </tr>
            );
          })}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </tbody>
      </table>
    </section>
  );
}
