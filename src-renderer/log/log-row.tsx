/** One event as a line of the log, with what was searched for marked. */
import { memo } from 'react';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { formatCount, formatTime } from '../ui/format.ts';
import { shownText } from '../ui/shown-text.ts';
import { describeEvent, KIND_WORDS } from './describe-event.ts';
import { KindIcon } from './kind-icon.tsx';
import { partsOf } from './text-parts.ts';

/** Characters of a text that a line shows; the whole is a click away. */
const SHOWN = 400;

/** Text with its hits marked, as nodes: what a server sent never becomes markup. */
export function Marked({ text, needle }: { text: string; needle: string }) {
  return partsOf(text, needle).map((part) =>
    part.hit ? <mark key={part.at}>{part.text}</mark> : <span key={part.at}>{part.text}</span>,
  );
}

interface RowProps {
  readonly event: HerdEvent;
  readonly needle: string;
}

export const LogRow = memo(function LogRow({ event, needle }: RowProps) {
  const text = describeEvent(event);
  const cut = text.length > SHOWN;
  return (
    <>
      <span className="log-time numbers">{formatTime(event.time)}</span>
      <span className="log-server">{event.server === '-' ? 'herd' : event.server}</span>
      <span className="log-kind" data-kind={event.type}>
        <KindIcon type={event.type} />
        {KIND_WORDS[event.type]}
      </span>
      <span className="log-text foreign">
        {cut && <em>{formatCount(text.length)} characters: </em>}
        <Marked text={shownText(cut ? text.slice(0, SHOWN) : text)} needle={needle} />
        {cut && ' …'}
      </span>
    </>
  );
});
