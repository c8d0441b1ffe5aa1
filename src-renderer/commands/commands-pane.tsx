/** To come. */
import { Empty } from '../ui/empty.tsx';

export function CommandsPane() {
  return <Empty title="Commands" />;
}
