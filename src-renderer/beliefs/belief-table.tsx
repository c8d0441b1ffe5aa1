/** Clients down, servers across. Only the rows in view are in the page. */
import { Button, UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { AskedBelief } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import type { Belief, BeliefFold, Verdict } from '../../src-shared/events/beliefs.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { formatAge } from '../ui/format.ts';
import { shownText } from '../ui/shown-text.ts';
import { useKeptScroll } from '../ui/use-kept-scroll.ts';
import { useNow } from '../ui/use-now.ts';
import { VerdictMark } from './verdict-mark.tsx';

const ROW_PX = 46;
const EVERY_MS = 1_000;

/** How old the report is that a belief is about: by the client's own clock. */
export const ageOf = ({ timestamp }: Belief, now: number): string =>
  formatAge(now - 1_000 * Number(timestamp));

interface CellProps {
  readonly fold: BeliefFold;
  readonly client: string;
  readonly server: string;
  readonly verdict: Verdict;
  readonly now: number;
}

function Cell({ fold, client, server, verdict, now }: CellProps) {
  const { beliefs, notices, selection } = useConsole();
  const belief = fold.belief(client, server);
  const age = belief && `${ageOf(belief, now)}, by ${belief.origin}`;
  const ask = (): void => {
    beliefs
      .ask([client], [server])
      .then(([answer]) => {
        if (answer?.line === null) notices.tell(nothingHeard(answer));
      })
      .catch((thrown: unknown) => notices.tell(thrown));
  };
  return (
    <td>
      <UnstyledButton
        className="belief-cell"
        onClick={() => selection.select({ kind: 'client', id: client })}
      >
        <span className="visually-hidden">{shownText(`${server}, ${client}: `)}</span>
        <VerdictMark verdict={verdict} />
        {belief && <span className="visually-hidden">, </span>}
        {belief && (
          <span className="belief-age numbers foreign" title={shownText(belief.line)}>
            {shownText(age ?? '')}
          </span>
        )}
      </UnstyledButton>
      {verdict === 'unknown' && (
        <Button size="compact-xs" variant="subtle" aria-label={`Ask ${server} about ${client}`} onClick={ask}>
          Ask
        </Button>
      )}
    </td>
  );
}

const nothingHeard = ({ server, client, problem }: AskedBelief): HerdError =>
  new HerdError('NO_BELIEF', { server, client, ...(problem !== null && { problem }) });

interface TableProps {
  readonly clients: readonly string[];
  readonly servers: readonly string[];
}

export function BeliefTable({ clients, servers }: TableProps) {
  const { beliefs, selection } = useConsole();
  const selected = useView('selection', (view) => view.selected);
  const now = useNow(EVERY_MS);
  const box = useRef<HTMLDivElement>(null);
  useKeptScroll(box);
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
            const verdicts = fold.verdicts(client, now);
            return (
              <tr key={client} data-selected={selected.kind === 'client' && selected.id === client}>
                <th scope="row">
                  <UnstyledButton
                    className="belief-client foreign"
                    onClick={() => selection.select({ kind: 'client', id: client })}
                  >
                    {shownText(client)}
                  </UnstyledButton>
                  {newest && <span className="belief-age mono foreign">{shownText(newest.location)}</span>}
                </th>
                {servers.map((server) => (
                  <Cell
                    key={server}
                    fold={fold}
                    client={client}
                    server={server}
                    verdict={verdicts.get(server) ?? 'unknown'}
                    now={now}
                  />
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
