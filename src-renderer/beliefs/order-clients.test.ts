import { describe, expect, it } from 'vitest';
import { BeliefFold } from '../../src-shared/events/beliefs.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { orderClients } from './order-clients.ts';

const PAIR = {
  id: 'pair',
  title: 'Pair',
  servers: [{ name: 'A' }, { name: 'B' }],
  links: [{ a: 'A', b: 'B' }],
};
const address = { host: '127.0.0.1', port: 1 };

const ready = (server: string): HerdEvent => ({
  type: 'server',
  time: 0,
  server,
  state: { kind: 'ready', address, pid: 1 },
});
const update = (time: number, server: string, client: string): HerdEvent => ({
  type: 'update',
  time,
  server,
  client,
  line: `AT A +0.1 ${client} +34-118 1`,
  cause: { kind: 'client', peer: 'x' },
});

describe('the order of clients', () => {
  const fold = new BeliefFold(PAIR);
  for (const event of [
    ready('A'),
    ready('B'),
    update(1, 'A', 'client10'),
    update(2, 'B', 'client10'),
    update(3, 'A', 'client9'),
    update(4, 'A', 'Client2'),
    update(5, 'B', 'Client2'),
  ])
    fold.take(event);

  it('is who was heard of last, or by name, numbers as numbers', () => {
    expect(orderClients(fold, { filter: '', order: 'newest', now: 10 })).toEqual([
      'Client2',
      'client9',
      'client10',
    ]);
    expect(orderClients(fold, { filter: '', order: 'name', now: 10 })).toEqual([
      'Client2',
      'client9',
      'client10',
    ]);
  });

  it('has trouble first when asked to', () => {
    expect(orderClients(fold, { filter: '', order: 'trouble', now: 60_000 })[0]).toBe('client9');
  });

  it('holds those that the filter lets through', () => {
    expect(orderClients(fold, { filter: 'CLIENT1', order: 'name', now: 10 })).toEqual(['client10']);
  });
});
