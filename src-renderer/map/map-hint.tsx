/** A card over the map: what will be here and what to do, or what has been picked for the next report. */
import { Button, CloseButton, Text } from '@mantine/core';
import { IconMapPinUp } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { useConsole, useView } from '../state/console-context.ts';
import type { MapStores } from './map-stores.ts';

export function MapHint({ stores }: { stores: MapStores }) {
  const picked = useView('shell', (view) => view.pickedLocation);
  const asked = useView('shell', (view) => view.asksForPlace);
  const server = useStore(stores, (view) => view.server);
  const isEmpty = useStore(stores, (view) => view.clients === 0 && view.answer === null);
  return (
    <div className="map-hint" role="status">
      {asked ? (
        <AskedCard />
      ) : picked !== null ? (
        <PickedCard location={picked} />
      ) : (
        isEmpty && (
          <div className="map-card">
            <Text size="sm" fw={600}>
              {server === null ? 'No client has reported yet' : `${server} knows of no client`}
            </Text>
            <Text size="xs" c="dimmed">
              Click the map, or press Enter on it, to choose where the next report comes from.
            </Text>
          </div>
        )
      )}
    </div>
  );
}

function AskedCard() {
  const { shell } = useConsole();
  return (
    <div className="map-card map-picked">
      <Text size="sm">Click the place, or press Enter for the middle of the map.</Text>
      <Button size="compact-sm" variant="default" onClick={() => shell.leavePlace()}>
        Cancel
      </Button>
    </div>
  );
}

function PickedCard({ location }: { location: string }) {
  const { shell } = useConsole();
  const swarm = useView('commands', (view) => view.tab === 'swarm');
  return (
    <div className="map-card map-picked">
      <div>
        <Text size="xs" c="dimmed">
          {swarm ? 'The swarm walks around' : 'The next report comes from'}
        </Text>
        <span className="mono">{location}</span>
      </div>
      <Button leftSection={<IconMapPinUp size={15} />} onClick={() => shell.showPane('commands')}>
        {swarm ? 'Back to the swarm' : 'Report from here'}
      </Button>
      <CloseButton
        aria-label="Remove the pin"
        size="sm"
        onClick={() => shell.setState({ pickedLocation: null })}
      />
    </div>
  );
}
