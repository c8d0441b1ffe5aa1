/** How `herd serve` speaks: one small interface, as text for people or as JSON lines for programs. */
import type { Exchange, HerdSnapshot, ServerSnapshot } from '../../src-shared/console-contract.ts';
import type { ErrorData } from '../../src-shared/errors.ts';
import type { EventType, HerdEvent } from '../../src-shared/events/events.ts';

/** What became of a command that came on stdin. */
export type Answer =
  | { readonly kind: 'ok' }
  | { readonly kind: 'help'; readonly lines: readonly string[] }
  | { readonly kind: 'state'; readonly state: HerdSnapshot }
  | { readonly kind: 'reply'; readonly exchange: Exchange }
  | { readonly kind: 'error'; readonly error: ErrorData };

export interface ServeFront {
  /** The events that it shows. What nobody shows is never built. */
  readonly wants: readonly EventType[];
  /** Something that is no error, but should be known. */
  warn(error: ErrorData): void;
  /** All hosted servers are ready; in the topology's order. */
  ready(servers: readonly ServerSnapshot[]): void;
  /** May be called before `ready`. */
  events(batch: readonly HerdEvent[]): void;
  /** `command` is the line as it was written. */
  answer(command: string, answer: Answer): void;
}
