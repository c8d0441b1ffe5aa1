/** To come. */
import { Empty } from '../ui/empty.tsx';

export function ScenariosPane() {
  return <Empty title="Scenarios" />;
}
