import { expect, it } from 'vitest';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { EventBus } from '../ground/event-bus.ts';
import { tapLines } from './line-tap.ts';

const line = (client: string): string => `AT Ada +0.1 ${client} +34-118 1`;

/** A tap, what it has told, and how to listen and not to. */
function tapped() {
  const events = new EventBus();
  const told: string[] = [];
  const listen = (): (() => void) =>
    events.subscribe(['line'], (event) => event.type === 'line' && told.push(event.text));
  const tap = tapLines(events, 'Ada', 'Bell', () => 0);
  return { told, listen, tap: (text: string) => tap(encodeText(text)) };
}

it('tells each AT line, however it was cut up, and nothing else', () => {
  const { told, listen, tap } = tapped();
  listen();
  for (const character of `${line('kiwi')}\nIAMAT x +1+1 1\n\n${line('lime')}\r\nAT all\n`) tap(character);
  tap(`${'x'.repeat(100_000)}\n${line('fig')}\n`);
  expect(told).toEqual([line('kiwi'), line('lime'), line('fig')]);
});

it('begins with the first whole line when somebody begins to look', () => {
  const { told, listen, tap } = tapped();
  tap(`${line('unseen')}\n`);
  const stop = listen();
  tap(`${line('kiwi')}\n${line('lime').slice(0, 9)}`);
  stop();
  tap(line('lime').slice(9));
  listen();
  tap('0');
  tap(`\n${line('fig')}\n`);
  expect(told).toEqual([line('kiwi'), line('fig')]);
});
