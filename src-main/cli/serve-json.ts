/** `herd serve --json`: every event and every answer is one JSON line on stdout, the first says that all are ready. */
import { describeError } from '../../src-shared/errors.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { decodeText } from '../../src-shared/protocol/index.ts';
import { EVENT_TYPES } from '../host/event-bus.ts';
import type { Cli } from './cli.ts';
import type { Answer, ServeFront } from './serve-front.ts';

/** Bytes that may wait for a slow reader before its events are counted instead of sent. */
export const EVENT_BACKLOG_LIMIT = 4 * 1024 * 1024;

const json = (value: object): string => JSON.stringify(value);

/** `now` is milliseconds since 1970, for the time of a summary. */
export function jsonFront({ stdout, stderr }: Pick<Cli, 'stdout' | 'stderr'>, now: () => number): ServeFront {
  /** Events from before `ready`; undefined afterwards. */
  let early: HerdEvent[] | undefined = [];
  /** How many of each type the reader has missed; undefined while it keeps up. */
  let missed: Map<string, number> | undefined;

  const summarise = (): void => {
    if (missed === undefined) return;
    const counts = Object.fromEntries(missed);
    missed = undefined;
    stdout.line(json({ type: 'summarised', time: now(), server: '', counts }));
  };

  const events = (batch: readonly HerdEvent[]): void => {
    if (early !== undefined) {
      early.push(...batch);
    } else if (missed !== undefined || stdout.backlog > EVENT_BACKLOG_LIMIT) {
      if (missed === undefined) stdout.onFlushed(summarise);
      missed ??= new Map();
      for (const { type } of batch) missed.set(type, (missed.get(type) ?? 0) + 1);
    } else if (batch.length > 0) {
      stdout.line(batch.map(json).join('\n'));
    }
  };

  return {
    wants: EVENT_TYPES,
    warn: (error) => stderr.line(`warning: ${describeError(error)}`),
    ready(servers) {
      const addresses = Object.fromEntries(servers.map(({ name, host, port }) => [name, { host, port }]));
      stdout.line(json({ type: 'ready', servers: addresses }));
      const before = early ?? [];
      early = undefined;
      events(before);
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
