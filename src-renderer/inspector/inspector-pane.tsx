/** To come. */
import { Empty } from '../ui/empty.tsx';

export function InspectorPane() {
  return <Empty title="Inspector" />;
}
