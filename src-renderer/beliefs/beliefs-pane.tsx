/** To come. */
import { Empty } from '../ui/empty.tsx';

export function BeliefsPane() {
  return <Empty title="Beliefs" />;
}
