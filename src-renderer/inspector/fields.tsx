/** Names and values, as the inspector lists them. What has no value is left out. */
import type { ReactNode } from 'react';
import { shownText } from '../ui/shown-text.ts';

export function Fields({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="inspector-fields">
      {rows
        .filter(([, value]) => value !== undefined && value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="foreign">{typeof value === 'string' ? shownText(value) : value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** What was selected has gone: a server that was deleted, an exchange that was cleared. */
export function Gone({ what }: { what: string }) {
  return <p className="inspector-note">{what} is no longer there.</p>;
}
