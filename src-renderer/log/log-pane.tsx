/** To come. */
import { Empty } from '../ui/empty.tsx';

export function LogPane() {
  return <Empty title="Log" />;
}
