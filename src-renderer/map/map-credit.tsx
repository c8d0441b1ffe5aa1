/** Whose data the map is drawn from. */
import { UnstyledButton } from '@mantine/core';
import { useConsole } from '../state/console-context.ts';

export const OFFLINE_CREDIT = 'Natural Earth · US Census Bureau · GeoNames (CC BY 4.0)';
export const TILES_CREDIT = '© OpenStreetMap contributors';
const TILES_LICENCE = 'https://www.openstreetmap.org/copyright';

export function MapCredit({ tiles }: { tiles: boolean }) {
  const { client, notices } = useConsole();
  const open = (): void => {
    client.call('app.openExternal', { url: TILES_LICENCE }).catch((thrown: unknown) => notices.tell(thrown));
  };
  return (
    <div className="map-credit">
      {tiles ? (
        <UnstyledButton className="map-credit-link" onClick={open}>
          {TILES_CREDIT}
        </UnstyledButton>
      ) : (
        OFFLINE_CREDIT
      )}
    </div>
  );
}
