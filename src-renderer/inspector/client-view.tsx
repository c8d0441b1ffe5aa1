/** A client: its newest update, who knows it, how it spread, and where it has been. */
import { Button, Group, Table } from '@mantine/core';
import type { Flood } from '../../src-shared/events/floods.ts';
import { VerdictMark } from '../beliefs/verdict-mark.tsx';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatAge, formatCount, formatDuration, formatTime } from '../ui/format.ts';
import { shownText } from '../ui/shown-text.ts';
import { useNow } from '../ui/use-now.ts';
import { Fields } from './fields.tsx';
import { hindranceWords } from './hindrance-words.ts';

function FloodTable({ flood }: { flood: Flood }) {
  return (
    <>
      <h3>How it was flooded</h3>
      <Table aria-label="How it was flooded">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Server</Table.Th>
            <Table.Th>From</Table.Th>
            <Table.Th ta="right">Hops</Table.Th>
            <Table.Th ta="right">After</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flood.steps.map(({ server, from, hops, afterMs, cause, time }) => (
            <Table.Tr key={`${server} ${time}`}>
              <Table.Td>{server}</Table.Td>
              <Table.Td>{from ?? (cause.kind === 'client' ? 'the client' : 'a peer')}</Table.Td>
              <Table.Td ta="right">{hops ?? '–'}</Table.Td>
              <Table.Td ta="right">{formatDuration(afterMs)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p className="inspector-note numbers">
        {formatCount(flood.lines)} AT lines between servers, {formatCount(flood.repeats)} of them told nothing
        new.
      </p>
    </>
  );
}

/** Why no way leads to a server from those that know. */
function Hindered({ server }: { server: string }) {
  const snapshot = useSnapshot();
  return snapshot && <span className="inspector-why">{hindranceWords(snapshot, server)}</span>;
}

export function ClientView({ id }: { id: string }) {
  const { beliefs, shell } = useConsole();
  useView('beliefs', (view) => view.version);
  const now = useNow(1_000);
  const fold = beliefs.fold();
  const newest = fold?.newest(id);
  const flood = beliefs.floods.newest(id);
  const trail = [...beliefs.trail(id)].reverse();
  return (
    <>
      <h2 className="foreign">{shownText(id)}</h2>
      <Group gap={6}>
        <Button size="compact-xs" variant="subtle" onClick={() => shell.filterLog(id)}>
          Its log
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={() => shell.showPane('map')}>
          On the map
        </Button>
        {newest && <CopyButton label="Copy the AT line" text={() => newest.line} />}
      </Group>
      {newest ? (
        <Fields
          rows={[
            [
              'Newest update',
              <span key="at" className="mono">
                {shownText(newest.line)}
              </span>,
            ],
            ['Reported', `${formatAge(now - 1_000 * Number(newest.timestamp))} ago, to ${newest.origin}`],
            [
              'Location',
              <span key="at" className="mono">
                {shownText(newest.location)}
              </span>,
            ],
          ]}
        />
      ) : (
        <p className="inspector-note">No server is known to know it.</p>
      )}
      {fold && newest && (
        <ul className="inspector-links">
          {[...fold.verdicts(id, now)].map(([server, verdict]) => (
            <li key={server}>
              <strong>{server}</strong>
              <VerdictMark verdict={verdict} />
              {verdict === 'cut-off' && <Hindered server={server} />}
            </li>
          ))}
        </ul>
      )}
      {flood && <FloodTable flood={flood} />}
      {trail.length > 0 && (
        <>
          <h3>Its reports</h3>
          <ol className="inspector-trail mono">
            {trail.map((step) => (
              <li key={`${step.time} ${step.line}`} className="foreign">
                {formatTime(step.time)} {shownText(step.line)}
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
