/** A host for tests of the stores: calls are kept and answered by hand, events are told by hand. */
import type { HerdSnapshot, ServerSnapshot } from '../../../src-shared/console-contract.ts';
import { type ErrorCode, HerdError } from '../../../src-shared/errors.ts';
import type { HerdEvent, LinkState, ServerState } from '../../../src-shared/events/events.ts';
import { type FrontBridge, type PackedEvents, packEvents } from '../../../src-shared/front-bridge.ts';

export interface HandCall {
  readonly command: string;
  readonly request: unknown;
  answer(value: unknown): Promise<void>;
  fail(code?: ErrorCode): Promise<void>;
}

/** Turns in which whoever waits for an answer goes on, and asks what it asks next. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

export class HandBridge {
  readonly calls: HandCall[] = [];
  #listener: (batch: PackedEvents) => void = () => undefined;
  listening = 0;

  get bridge(): FrontBridge {
    return {
      call: (command: string, request: unknown) =>
        new Promise((resolve) => {
          const give = async (outcome: unknown): Promise<void> => {
            resolve(outcome as never);
            await settle();
          };
          this.calls.push({
            command,
            request,
            answer: (value) => give({ ok: true, value }),
            fail: (code = 'INTERNAL') => {
              const error = new HerdError(code, { problem: 'by hand', known: [], name: 'X' } as never);
              return give({ ok: false, error: error.toData() });
            },
          });
        }),
      subscribe: (listener: (batch: PackedEvents) => void) => {
        this.#listener = listener;
        this.listening += 1;
        return () => {
          this.listening -= 1;
        };
      },
      onAction: () => () => undefined,
    } as unknown as FrontBridge;
  }

  emit(...batch: HerdEvent[]): void {
    this.#listener(packEvents(batch));
  }

  /** The newest call. */
  get last(): HandCall {
    const call = this.calls.at(-1);
    if (!call) throw new Error('nothing was called');
    return call;
  }
}

const READY = { kind: 'ready', address: { host: '127.0.0.1', port: 1 }, pid: 1 } as const;

/** A herd of these servers and links, each in its state. */
export function snapshotOf(
  servers: Readonly<Record<string, ServerState['kind'] | 'killed'>>,
  links: Readonly<Record<string, LinkState>> = {},
  title = 'T',
): HerdSnapshot {
  const states: Readonly<Record<string, ServerState>> = {
    ready: READY,
    paused: { ...READY, kind: 'paused' },
    starting: { kind: 'starting' },
    stopped: { kind: 'stopped', how: 'stopped' },
    killed: { kind: 'stopped', how: 'killed' },
    crashed: { kind: 'crashed', error: new HerdError('INTERNAL', { problem: 'x' }).toData() },
  };
  const ends = Object.entries(links).map(([id, state]) => {
    const [a = '', b = ''] = id.split('-');
    return { id, a, b, state };
  });
  return {
    topology: {
      id: 't',
      title,
      servers: Object.keys(servers).map((name) => ({ name })),
      links: ends.map(({ a, b }) => ({ a, b })),
    },
    servers: Object.entries(servers).map(
      ([name, kind]): ServerSnapshot => ({
        name,
        host: '127.0.0.1',
        port: 1,
        state: states[kind] ?? READY,
        hosted: true,
        counters: null,
      }),
    ),
    links: ends,
    places: 'gazetteer',
  };
}
