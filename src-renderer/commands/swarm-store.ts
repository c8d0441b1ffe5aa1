/** The simulated clients: what they are to do, and what they do. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FrontRequest } from '../../src-shared/front-contract.ts';
import type { SwarmState } from '../../src-shared/front-types.ts';
import type { Client } from '../state/client.ts';
import type { EventHub } from '../state/event-hub.ts';

export interface SwarmPlan {
  readonly clients: number;
  readonly perSecond: number;
  /** None: all that run. */
  readonly servers: readonly string[];
  /** ISO 6709. */
  readonly centre: string;
  readonly radiusKm: number;
  readonly prefix: string;
}

export interface SwarmView {
  readonly plan: SwarmPlan;
  readonly state: SwarmState;
  /** A start or stop is under way. */
  readonly busy: boolean;
  /** What the last swarm came to, after its end. */
  readonly last: Extract<SwarmState, { kind: 'running' }> | null;
}

export interface SwarmStore extends StoreApi<SwarmView> {
  plan(part: Partial<SwarmPlan>): void;
  /** Asks what is so now. */
  load(): Promise<void>;
  /** @throws CallError */
  start(request: FrontRequest<'swarm.start'>): Promise<void>;
  /** @throws CallError */
  stop(): Promise<void>;
}

/** Bounds of the form; the host has the same. */
export const SWARM_LIMITS = { clients: 10_000, perSecond: 1_000, radiusKm: 1_000 } as const;

const FIRST_PLAN: SwarmPlan = {
  clients: 100,
  perSecond: 50,
  servers: [],
  centre: '+34.068930-118.445127',
  radiusKm: 5,
  prefix: 'walker-',
};

export function createSwarmStore(client: Client, hub: EventHub): SwarmStore {
  const store = createStore<SwarmView>(() => ({
    plan: FIRST_PLAN,
    state: { kind: 'idle' },
    busy: false,
    last: null,
  }));
  const see = (state: SwarmState): void =>
    store.setState((view) => ({
      state,
      last: state.kind === 'running' ? null : view.state.kind === 'running' ? view.state : view.last,
    }));
  hub.onBatch((batch) => {
    const newest = batch.findLast((event) => event.type === 'swarm');
    if (newest) see(newest.swarm);
  });
  const call = async (ask: () => Promise<SwarmState>): Promise<void> => {
    store.setState({ busy: true });
    try {
      see(await ask());
    } finally {
      store.setState({ busy: false });
    }
  };
  return {
    ...store,
    plan: (part) => store.setState(({ plan }) => ({ plan: { ...plan, ...part } })),
    load: async () => see(await client.call('swarm.state', {})),
    start: (request) => call(() => client.call('swarm.start', request)),
    stop: () => call(() => client.call('swarm.stop', {})),
  };
}
