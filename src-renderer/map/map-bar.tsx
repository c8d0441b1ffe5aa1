/** The map's controls: whose knowledge, what is shown, saving. */
import { ActionIcon, Checkbox, Menu, Popover, Select, Stack, Tooltip } from '@mantine/core';
import { IconDownload, IconLayoutSidebarRight, IconStack2 } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import { formatCount } from '../ui/format.ts';
import { POSITION_LIMITS } from './client-positions.ts';
import { OFFLINE_CREDIT, TILES_CREDIT } from './map-credit.tsx';
import type { ShownMap } from './map-pane.tsx';
import type { MapStores } from './map-stores.ts';
import { type MadeBytes, mapGeoJson, mapPng } from './save-map.ts';

interface Props {
  readonly stores: MapStores;
  readonly shown: ShownMap | null;
}

/** A value that no server's name can be: names begin with a letter. */
const HERD = '*';

export function MapBar({ stores, shown }: Props) {
  const server = useStore(stores, (view) => view.server);
  const list = useStore(stores, (view) => view.list);
  const servers = useSnapshot()?.servers;
  const choices = useMemo(
    () => [
      { value: HERD, label: 'Whole herd' },
      ...(servers ?? []).map(({ name }) => ({ value: name, label: name })),
    ],
    [servers],
  );
  const listSaid = list === 'closed' ? 'Show the list' : 'Hide the list';
  return (
    <div className="pane-bar">
      <Select
        aria-label="As known by"
        className="map-chooser"
        data={choices}
        value={server ?? HERD}
        allowDeselect={false}
        onChange={(value) => stores.show({ server: value === HERD ? null : value })}
      />
      <ClientCount stores={stores} />
      <span className="map-spacer" />
      <Layers stores={stores} />
      <SaveMenu stores={stores} shown={shown} />
      <Tooltip label={listSaid}>
        <ActionIcon
          aria-label="List"
          aria-pressed={list !== 'closed'}
          variant={list === 'closed' ? 'subtle' : 'light'}
          onClick={() => stores.show({ list: list === 'closed' ? openList(stores) : 'closed' })}
        >
          <IconLayoutSidebarRight size={17} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

const openList = (stores: MapStores) => (stores.getState().answer ? 'places' : 'clients');

function ClientCount({ stores }: { stores: MapStores }) {
  const clients = useStore(stores, (view) => view.clients);
  const full = useStore(stores, (view) => view.full);
  return (
    <span className="map-count numbers">
      {formatCount(clients)} {clients === 1 ? 'client' : 'clients'}
      {full && ` (no more than ${formatCount(POSITION_LIMITS.clients)} are shown)`}
    </span>
  );
}

function Layers({ stores }: { stores: MapStores }) {
  const { settings, notices } = useConsole();
  const trails = useStore(stores, (view) => view.trails);
  const labels = useStore(stores, (view) => view.labels);
  const tiles = useView('settings', (view) => view.settings?.onlineTiles ?? false);
  const setTiles = (onlineTiles: boolean): void => {
    settings.change({ onlineTiles }).catch((thrown: unknown) => notices.tell(thrown));
  };
  return (
    <Popover position="bottom-end" shadow="md" trapFocus withArrow>
      <Popover.Target>
        <Tooltip label="What is shown">
          <ActionIcon aria-label="What is shown">
            <IconStack2 size={17} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm" maw={230}>
          <Checkbox
            size="xs"
            label="Trails"
            description={`The last ${POSITION_LIMITS.trailPoints} positions of each client`}
            checked={trails}
            onChange={({ currentTarget }) => stores.show({ trails: currentTarget.checked })}
          />
          <Checkbox
            size="xs"
            label="Names of clients"
            description="While there are few"
            checked={labels}
            onChange={({ currentTarget }) => stores.show({ labels: currentTarget.checked })}
          />
          <Checkbox
            size="xs"
            label="Online map"
            description="Fetches tiles from openstreetmap.org, which then knows what area you look at"
            checked={tiles}
            onChange={({ currentTarget }) => setTiles(currentTarget.checked)}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function SaveMenu({ stores, shown }: Props) {
  const { client, notices, settings } = useConsole();
  const save = async (kind: 'png' | 'geojson', make: () => MadeBytes | Promise<MadeBytes>): Promise<void> => {
    try {
      await client.call('file.save', { kind, name: `herd-map.${kind}`, bytes: await make() });
    } catch (thrown) {
      notices.tell(thrown);
    }
  };
  const png = async (): Promise<void> => {
    if (!shown) return;
    const credit = settings.getState().settings?.onlineTiles ? TILES_CREDIT : OFFLINE_CREDIT;
    await save('png', () => mapPng(shown.engine, shown.elements, credit));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label="Save the map">
          <ActionIcon aria-label="Save the map">
            <IconDownload size={17} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={!shown} onClick={() => void png()}>
          Picture (PNG)…
        </Menu.Item>
        <Menu.Item onClick={() => void save('geojson', () => mapGeoJson(stores))}>
          Clients, trails and places (GeoJSON)…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
