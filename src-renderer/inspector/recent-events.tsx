/** The newest events about what is selected, twice a second: enough to see it live, little enough to be read. */

import type { HerdEvent } from '../../src-shared/events/events.ts';
import { describeEvent } from '../log/describe-event.ts';
import { useConsole } from '../state/console-context.ts';
import { formatTime } from '../ui/format.ts';
import { shownText } from '../ui/shown-text.ts';
import { useNow } from '../ui/use-now.ts';

const MOST = 12;
const EVERY_MS = 500;
/** Characters of one that are shown. */
const CHARACTERS = 240;

interface RecentProps {
  readonly title: string;
  /** What they are about, for the case that there are none. */
  readonly subject: string;
  wanted(event: HerdEvent): boolean;
}

export function RecentEvents({ title, subject, wanted }: RecentProps) {
  const { log } = useConsole();
  useNow(EVERY_MS);
  const events = log.recent(wanted, MOST).map((event, n) => ({ event, key: `${event.time} ${n}` }));
  return (
    <>
      <h3>{title}</h3>
      {events.length === 0 ? (
        <p className="inspector-note">None yet of {subject}.</p>
      ) : (
        <ol className="inspector-trail mono">
          {events.map(({ event, key }) => {
            const text = describeEvent(event);
            return (
              <li key={key} className="foreign">
                <span className="numbers">{formatTime(event.time)}</span>{' '}
                {shownText(text.slice(0, CHARACTERS))}
                {text.length > CHARACTERS && ' …'}
              </li>
            );
          })}
        </ol>
      )}
    </>
  );
}
