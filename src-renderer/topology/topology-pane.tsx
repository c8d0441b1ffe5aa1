/** To come. */
import { Empty } from '../ui/empty.tsx';

export function TopologyPane() {
  return <Empty title="Topology" />;
}
