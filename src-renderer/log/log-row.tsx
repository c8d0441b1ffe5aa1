/** One event as a line of the log, with what was searched for marked. */
import { memo } from 'react';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { formatCount, formatTime } from '../ui/format.ts';
import { describeEvent, KIND_WORDS } from './describe-event.ts';

/** Characters of a text that a line shows; the whole is a click away. */
const SHOWN = 400;

/** Text with its hits marked, as nodes: what a server sent never becomes markup. */
export function Marked({ text, needle }: { text: string; needle: string }) {
  const wanted = needle.trim().toLowerCase();
  if (wanted === '') return text;
  const parts: { readonly text: string; readonly hit: boolean; readonly at: number }[] = [];
  const low = text.toLowerCase();
  let at = 0;
  for (let hit = low.indexOf(wanted); hit !== -1; hit = low.indexOf(wanted, at)) {
    if (hit > at) parts.push({ text: text.slice(at, hit), hit: false, at });
    parts.push({ text: text.slice(hit, hit + wanted.length), hit: true, at: hit });
    at = hit + wanted.length;
  }
  parts.push({ text: text.slice(at), hit: false, at });
  return parts.map((part) =>
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
      <span className="log-server">{event.server}</span>
      <span className="log-kind" data-kind={event.type}>
        {KIND_WORDS[event.type]}
      </span>
      <span className="log-text foreign">
        <Marked text={cut ? text.slice(0, SHOWN) : text} needle={needle} />
        {cut && <em> … {formatCount(text.length)} characters</em>}
      </span>
    </>
  );
});
