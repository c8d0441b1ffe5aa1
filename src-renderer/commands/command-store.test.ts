import { describe, expect, it, vi } from 'vitest';
import { decodeText } from '../../src-shared/protocol/index.ts';
import type { Client } from '../state/client.ts';
import { createExchanges, type SendRequest } from '../state/exchanges.ts';
import type { HerdStore } from '../state/herd-store.ts';
import { ALL, createCommandStore, SENT_KEPT } from './command-store.ts';
import { FIRST_DRAFT } from './draft.ts';
import { CLIENTS_KEPT, createKnownClients } from './known-clients.ts';
import { BUILT_IN } from './templates.ts';

function setUp(
  states: Readonly<Record<string, string>> = { Alford: 'ready', Ball: 'stopped', Welsh: 'paused' },
) {
  const sent: SendRequest[] = [];
  const client = {
    call: async (_: string, request: SendRequest) => {
      sent.push(request);
      return {
        server: request.server,
        sent: request.bytes,
        received: new Uint8Array(),
        end: 'answered',
        tookMs: 1,
      };
    },
  } as unknown as Client;
  const servers = Object.entries(states).map(([name, kind]) => ({ name, state: { kind } }));
  const herd = { getState: () => ({ snapshot: { servers } }) } as unknown as HerdStore;
  let nanos = 0;
  const exchanges = createExchanges(client);
  const commands = createCommandStore({ exchanges, herd, moment: () => ({ seconds: 5, nanos: ++nanos }) });
  return {
    commands,
    exchanges,
    sent,
    states: servers,
    texts: () => sent.map(({ bytes }) => decodeText(bytes)),
  };
}

describe('commands', () => {
  it('go to the first server until another is chosen, and to all that run', async () => {
    const { commands, sent } = setUp();
    await commands.send();
    commands.aim('Ball');
    await commands.send();
    commands.aim(ALL);
    await commands.send();
    expect(sent.map(({ server }) => server)).toEqual(['Alford', 'Ball', 'Alford', 'Welsh']);
  });

  it('say why nothing went', async () => {
    const { commands, sent } = setUp({ Alford: 'stopped' });
    commands.aim(ALL);
    await commands.send();
    expect(commands.getState().refusal).toContain('No server is running');
    commands.edit({ ...FIRST_DRAFT, form: 'raw', raw: { text: '\\q', as: 'text' } });
    await commands.send();
    expect(commands.getState().refusal).toContain('\\q');
    expect(sent).toEqual([]);
  });

  it('are stepped through and come back to what was being typed', async () => {
    const { commands } = setUp();
    const named = (client: string) => ({ ...FIRST_DRAFT, iamat: { ...FIRST_DRAFT.iamat, client } });
    for (const client of ['one', 'two', 'two']) {
      commands.edit(named(client));
      await commands.send();
    }
    commands.edit(named('typing'));
    const shown = () => commands.getState().draft.iamat.client;
    const seen = [-1, -1, -1, 1, 1].map((by) => {
      commands.step(by as -1 | 1);
      return shown();
    });
    expect(seen).toEqual(['two', 'one', 'one', 'two', 'typing']);
  });

  it('are remembered up to a limit, and known by their exchange', async () => {
    const { commands, exchanges } = setUp();
    for (let n = 0; n < SENT_KEPT + 5; n += 1) {
      commands.edit({ ...FIRST_DRAFT, iamat: { ...FIRST_DRAFT.iamat, client: `c${n}` } });
      await commands.send();
    }
    expect(commands.getState().sent).toHaveLength(SENT_KEPT);
    const last = exchanges.getState().records.at(-1);
    expect(commands.draftOf(last?.id ?? 0)?.draft.iamat.client).toBe(`c${SENT_KEPT + 4}`);
  });

  it('that are repeated go on when the draft beside them is refused, and end for a reason of their own', async () => {
    vi.useFakeTimers();
    try {
      const { commands, texts, states } = setUp({ Alford: 'ready' });
      commands.aim(ALL);
      commands.repeat(1);
      commands.edit({ ...FIRST_DRAFT, form: 'raw', raw: { text: '\\q', as: 'text' } });
      await commands.send();
      expect(commands.getState().refusal).toContain('\\q');
      await vi.advanceTimersByTimeAsync(2_000);
      expect(texts()).toHaveLength(3);
      expect(commands.getState().refusal).toContain('\\q');
      states[0] = { name: 'Alford', state: { kind: 'stopped' } };
      await vi.advanceTimersByTimeAsync(1_000);
      expect(commands.getState()).toMatchObject({ repeating: null });
      expect(commands.getState().repeatEnded).toContain('No server is running');
      commands.stopRepeating();
      states[0] = { name: 'Alford', state: { kind: 'ready' } };
      commands.edit(FIRST_DRAFT);
      await commands.send();
      expect(commands.getState()).toMatchObject({ refusal: null, repeatEnded: null });
    } finally {
      vi.useRealTimers();
    }
  });

  it('walk along a path when they are repeated, until they are stopped', async () => {
    vi.useFakeTimers();
    try {
      const { commands, texts } = setUp();
      commands.edit(BUILT_IN[0]?.draft ?? FIRST_DRAFT);
      commands.repeat(1);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(commands.getState().repeating?.times).toBe(3);
      commands.stopRepeating();
      await vi.advanceTimersByTimeAsync(5_000);
      expect(new Set(texts().map((text) => text.split(' ')[2])).size).toBe(3);
      expect(texts()).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('known clients', () => {
  it('are those of updates, newest first, up to a limit', async () => {
    vi.useFakeTimers();
    try {
      let tell: (batch: never) => void = () => undefined;
      const known = createKnownClients({ onBatch: (listener: typeof tell) => (tell = listener) } as never);
      const batch = Array.from({ length: CLIENTS_KEPT + 3 }, (_, n) => ({ type: 'update', client: `c${n}` }));
      tell([...batch, { type: 'update', client: 'c5' }] as never);
      await vi.advanceTimersByTimeAsync(1_000);
      const { clients } = known.getState();
      expect(clients.slice(0, 2)).toEqual(['c5', `c${CLIENTS_KEPT + 2}`]);
      expect(clients).toHaveLength(CLIENTS_KEPT);
    } finally {
      vi.useRealTimers();
    }
  });
});
