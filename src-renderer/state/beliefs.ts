/**
 * Who knows what, folded from the events, and made exact by looking into the servers where events were left out. What
 * changes is told a few times a second, as a number that counts up: who shows it asks the folds.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AskedBelief } from '../../src-shared/console-contract.ts';
import { BeliefFold } from '../../src-shared/events/beliefs.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { FloodFold } from '../../src-shared/events/floods.ts';
import type { Client } from './client.ts';
import type { EventHub } from './event-hub.ts';
import type { HerdStore } from './herd-store.ts';
import { onceIn } from './once-in.ts';

/** Updates of one client that are remembered, for the inspector. */
export const TRAIL_LENGTH = 50;
/** Clients whose trail is remembered. */
const TRAILS = 2_000;
const TELL_MS = 250;
/** How soon gaps are filled. */
const GAPS_MS = 500;

export interface BeliefsView {
  /** Counts up with every change that was told. */
  readonly version: number;
  readonly clients: number;
  readonly dropped: number;
}

export interface TrailStep {
  readonly time: number;
  readonly server: string;
  readonly line: string;
}

export interface BeliefStore extends StoreApi<BeliefsView> {
  /** Null: the herd isn't known yet. */
  fold(): BeliefFold | null;
  readonly floods: FloodFold;
  /** The newest updates of a client, as their own servers heard them; oldest first. */
  trail(client: string): readonly TrailStep[];
  /** Looks into the servers. Rejects with a CallError. */
  reread(): Promise<void>;
  /** Asks servers as a client would, by WHATSAT. Rejects with a CallError. */
  ask(clients: readonly string[], servers: readonly string[]): Promise<readonly AskedBelief[]>;
}

const leftOutUpdates = (event: HerdEvent): boolean =>
  event.type === 'summarised' && (event.counts['update'] ?? 0) > 0;

export function createBeliefStore(client: Client, hub: EventHub, herd: HerdStore): BeliefStore {
  const store = createStore<BeliefsView>(() => ({ version: 0, clients: 0, dropped: 0 }));
  const floods = new FloodFold();
  const trails = new Map<string, TrailStep[]>();
  let fold: BeliefFold | null = null;
  let telling: ReturnType<typeof setTimeout> | undefined;

  const tell = (): void => {
    if (telling !== undefined) return;
    telling = setTimeout(() => {
      telling = undefined;
      const clients = fold ? [...fold.clients()].length : 0;
      store.setState(({ version }) => ({ version: version + 1, clients, dropped: fold?.dropped ?? 0 }));
    }, TELL_MS);
  };
  const remember = (event: HerdEvent): void => {
    if (event.type !== 'update' || event.cause.kind !== 'client') return;
    const trail = trails.get(event.client) ?? [];
    trail.push({ time: event.time, server: event.server, line: event.line });
    if (trail.length > TRAIL_LENGTH) trail.shift();
    // The one heard of last goes to the end, so that the first is the one to forget.
    trails.delete(event.client);
    trails.set(event.client, trail);
    if (trails.size > TRAILS) trails.delete(trails.keys().next().value as string);
  };
  const learn = (beliefs: Awaited<ReturnType<typeof client.call<'belief.read'>>>): void => {
    for (const [server, belief] of Object.entries(beliefs)) {
      if (belief.kind !== 'known') continue;
      for (const line of belief.lines) fold?.learn(server, line, Date.now());
    }
    tell();
  };
  const reread = async (): Promise<void> => learn(await client.call('belief.read', { clients: [] }));
  // Nobody asked for it: what can't be read now is told by events later on.
  const rereadQuietly = (): Promise<void> => reread().catch(() => undefined);
  // In a busy herd every batch may have a gap, and a look into the servers takes longer than a batch.
  const fillGaps = onceIn(GAPS_MS, rereadQuietly);

  herd.subscribe(({ snapshot }) => {
    if (!snapshot) return;
    if (fold) return fold.see(snapshot, Date.now());
    fold = new BeliefFold(snapshot.topology);
    fold.see(snapshot, Date.now());
    void rereadQuietly();
  });
  hub.onBatch((batch) => {
    let changed = false;
    for (const event of batch) {
      if (
        event.type !== 'update' &&
        event.type !== 'server' &&
        event.type !== 'link' &&
        event.type !== 'line' &&
        event.type !== 'ignored'
      )
        continue;
      changed ||= event.type !== 'line';
      fold?.take(event);
      floods.take(event);
      remember(event);
    }
    if (batch.some(leftOutUpdates)) fillGaps();
    if (changed) tell();
  });

  return {
    ...store,
    floods,
    fold: () => fold,
    trail: (who) => trails.get(who) ?? [],
    reread,
    async ask(clients, servers) {
      const answers = await client.call('belief.ask', { clients: [...clients], servers: [...servers] });
      for (const { server, line } of answers) if (line !== null) fold?.learn(server, line, Date.now());
      tell();
      return answers;
    },
  };
}
