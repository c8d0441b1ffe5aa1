/** `herd serve --json`: every event and every answer is one JSON line on stdout, the first says that all are ready. */
import { describeError } from '../../src-shared/errors.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { decodeText } from '../../src-shared/protocol/index.ts';
import { EVENT_TYPES } from '../ground/event-bus.ts';
import { NEVER_SUMMARISED } from '../host/event-feed.ts';
import type { Cli } from './cli.ts';
import type { Answer, ServeFront } from './serve-front.ts';

/** Bytes that may wait, for a slow reader or for `ready`, before events are counted instead of sent. */
export const EVENT_BACKLOG_LIMIT = 4 * 1024 * 1024;

const json = (value: object): string => JSON.stringify(value);

/** `now` is milliseconds since 1970, for the time of a summary. */
export function jsonFront({ stdout, stderr }: Pick<Cli, 'stdout' | 'stderr'>, now: () => number): ServeFront {
  /** Events from before `ready`, as lines and their length; undefined afterwards. */
  let early: { text: string[]; length: number } | undefined = { text: [], length: 0 };
  /** How many of each type the reader has missed; undefined while it keeps up. */
  let missed: Map<string, number> | undefined;

  const summarise = (): void => {
    if (missed === undefined) return;
    const counts = Object.fromEntries(missed);
    missed = undefined;
    stdout.line(json({ type: 'summarised', time: now(), server: '-', counts }));
  };

  const miss = (event: HerdEvent, counts: Map<string, number>): void => {
    // What was summarised before it came here stays counted by its own types.
    const more = event.type === 'summarised' ? Object.entries(event.counts) : [[event.type, 1] as const];
    for (const [type, count] of more) counts.set(type, (counts.get(type) ?? 0) + count);
  };

  const events = (batch: readonly HerdEvent[]): void => {
    if (missed === undefined && (early?.length ?? stdout.backlog) > EVENT_BACKLOG_LIMIT) {
      missed = new Map();
      if (early === undefined) stdout.onFlushed(summarise);
    }
    const shown: HerdEvent[] = [];
    for (const event of batch) {
      if (missed === undefined || NEVER_SUMMARISED.has(event.type)) shown.push(event);
      else miss(event, missed);
    }
    if (shown.length === 0) return;
    const text = shown.map(json).join('\n');
    if (early === undefined) {
      stdout.line(text);
    } else {
      early.text.push(text);
      early.length += text.length;
    }
  };

  return {
    wants: EVENT_TYPES,
    warn: (error) => stderr.line(`warning: ${describeError(error)}`),
    ready(servers) {
      const addresses = Object.fromEntries(servers.map(({ name, host, port }) => [name, { host, port }]));
      stdout.line(json({ type: 'ready', servers: addresses }));
      for (const text of early?.text ?? []) stdout.line(text);
      early = undefined;
      summarise();
    },
    events,
    answer: (command, answer) => stdout.line(json({ ...answerData(answer), command })),
  };
}

function answerData(answer: Answer): object {
  switch (answer.kind) {
    case 'ok':
      return { type: 'ok' };
    case 'help':
      return { type: 'help', lines: answer.lines };
    case 'state':
      return { type: 'state', ...answer.state };
    case 'reply': {
      const { server, received, end, tookMs } = answer.exchange;
      return { type: 'reply', server, text: decodeText(received), end, tookMs };
    }
    case 'error':
      return { type: 'error', ...answer.error };
  }
}
