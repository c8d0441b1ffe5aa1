/** To come. */
import { Empty } from '../ui/empty.tsx';

export function ServersPane() {
  return <Empty title="Servers" />;
}
