/** To come. */
import { Empty } from '../ui/empty.tsx';

export function MapPane() {
  return <Empty title="Map" />;
}
