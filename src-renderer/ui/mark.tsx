/** A state as a shape, so that colour is never all that tells it. The word beside it is its name. */
import type { ReactNode } from 'react';
import type { ServerState } from '../../src-shared/events/events.ts';
import type { ShownLinkState } from './words.ts';

type MarkKind = ServerState['kind'] | ShownLinkState;

const SHAPES: Readonly<Record<MarkKind, ReactNode>> = {
  ready: <circle className="fill" cx="8" cy="8" r="5.5" />,
  starting: (
    <>
      <circle className="line" cx="8" cy="8" r="5" />
      <path className="fill" d="M8 3a5 5 0 0 1 0 10z" />
    </>
  ),
  stopped: <rect className="line" x="3.5" y="3.5" width="9" height="9" rx="1" />,
  paused: <path className="fill" d="M4 3h3v10H4zM9 3h3v10H9z" />,
  crashed: <path className="line" d="M3.5 3.5l9 9M12.5 3.5l-9 9" />,
  up: <path className="line" d="M1 8h14" />,
  connecting: <path className="line" d="M1 8h2.5M6.7 8h2.6M12.5 8H15" />,
  broken: <path className="line" d="M1 8h4l2-3.5 2 7L11 8h4" />,
  cut: <path className="line" d="M1 8h4M11 8h4M10 3L6 13" />,
  down: <path className="line" d="M1 8h3M12 8h3" />,
};

export function Mark({ kind, word }: { kind: MarkKind; word: string }) {
  return (
    <span className="mark" data-state={kind}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {SHAPES[kind]}
      </svg>
      {word}
    </span>
  );
}
