/** The clients in words: what the map shows, for those who can't see it and for those who look for one. */
import { Table, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useConsole, useView } from '../state/console-context.ts';
import { Empty } from '../ui/empty.tsx';
import { formatCount } from '../ui/format.ts';
import { shownText } from '../ui/shown-text.ts';
import type { Fix } from './client-positions.ts';
import { type MapStores, NOTHING_HOVERED } from './map-stores.ts';

const MOST_ROWS = 200;

export function ClientsTable({ stores }: { stores: MapStores }) {
  const [sought, setSought] = useState('');
  const server = useStore(stores, (view) => view.server);
  const read = useStore(stores, (view) => view.positionsRead);
  const { rows, found } = useMemo(() => {
    // `read` says that the positions, which change in place, are to be read again.
    const all = read < 0 ? [] : [...stores.positions.fixes(server).values()];
    const fitting = all.filter(({ client }) => client.includes(sought));
    fitting.sort((a, b) => NAMES.compare(a.client, b.client));
    return { rows: fitting.slice(0, MOST_ROWS), found: fitting.length };
  }, [stores, server, read, sought]);
  return (
    <>
      <div className="map-list-head">
        <TextInput
          aria-label="Find a client"
          placeholder="Find a client"
          value={sought}
          onChange={({ currentTarget }) => setSought(currentTarget.value)}
        />
      </div>
      {rows.length === 0 ? (
        <Empty title={sought === '' ? 'No client has reported yet' : 'No client has that in its name'} />
      ) : (
        <div className="map-clients">
          <Table aria-label="Clients" stickyHeader horizontalSpacing={8}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Client</Table.Th>
                <Table.Th>Location</Table.Th>
                <Table.Th>Heard by</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((fix) => (
                <ClientRow key={fix.client} stores={stores} fix={fix} />
              ))}
            </Table.Tbody>
          </Table>
          {found > rows.length && (
            <p className="map-more">
              {formatCount(found - rows.length)} more: type a part of the name to find one.
            </p>
          )}
        </div>
      )}
    </>
  );
}

const NAMES = new Intl.Collator(undefined, { numeric: true });

function ClientRow({ stores, fix }: { stores: MapStores; fix: Fix }) {
  const { selection } = useConsole();
  const isSelected = useView(
    'selection',
    ({ selected }) => selected.kind === 'client' && selected.id === fix.client,
  );
  const hover = (): void => stores.hover({ kind: 'client', id: fix.client });
  const leave = (): void => stores.hover(NOTHING_HOVERED);
  return (
    <Table.Tr data-selected={isSelected} onMouseEnter={hover} onMouseLeave={leave}>
      <Table.Th scope="row">
        <button
          type="button"
          className="map-client"
          aria-pressed={isSelected}
          onClick={() => selection.select({ kind: 'client', id: fix.client })}
          onFocus={hover}
          onBlur={leave}
        >
          <span className="map-dot" data-colour={fix.colour} aria-hidden="true" />
          <span className="foreign">{shownText(fix.client.slice(0, 100))}</span>
        </button>
      </Table.Th>
      <Table.Td className="numbers">
        {fix.latitude.toFixed(4)}, {fix.longitude.toFixed(4)}
      </Table.Td>
      <Table.Td className="foreign">{shownText(fix.origin.slice(0, 64))}</Table.Td>
    </Table.Tr>
  );
}
