/** Records what is done by hand (operations on the herd, sends) and makes a scenario of it. Lives longer than the pane. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import { type DoneThing, type RecordingStart, recordScenario } from '../../src-shared/recording/index.ts';
import { isSameShape } from '../../src-shared/topology/same-shape.ts';
import type { ExchangeRecord, Exchanges } from '../state/exchanges.ts';
import type { HerdStore } from '../state/herd-store.ts';
import type { Done, Operations } from '../state/operations.ts';

export interface RecorderView {
  readonly recording: {
    readonly since: number;
    readonly things: number;
    /** What came after the recording was full. */
    readonly leftOut: number;
  } | null;
  /** What a person is to know about the recording that has ended. */
  readonly note: string | null;
}

export interface Recorder extends StoreApi<RecorderView> {
  /** From now on. Nothing happens without a herd, or while it records. */
  start(): void;
  /** The scenario's text; undefined: nothing was being recorded. */
  finish(): string | undefined;
}

export const RECORDER_LIMITS = { things: 5_000, bytes: 16 * 1024 * 1024 } as const;

interface Needs {
  readonly herd: HerdStore;
  readonly operations: Operations;
  readonly exchanges: Exchanges;
  /** Takes the text of a recording that ended because another topology came. */
  readonly onCutShort: (text: string) => void;
  readonly now?: () => number;
}

export function createRecorder({ herd, operations, exchanges, onCutShort, now = Date.now }: Needs): Recorder {
  const store = createStore<RecorderView>(() => ({ recording: null, note: null }));
  let start: RecordingStart | undefined;
  let things: DoneThing[] = [];
  let bytes = 0;

  const add = (thing: DoneThing): void => {
    const { recording } = store.getState();
    if (recording === null) return;
    const size = thing.kind === 'send' ? thing.bytes.length : 0;
    if (things.length >= RECORDER_LIMITS.things || bytes + size > RECORDER_LIMITS.bytes) {
      store.setState({ recording: { ...recording, leftOut: recording.leftOut + 1 } });
      return;
    }
    things.push(thing);
    bytes += size;
    store.setState({ recording: { ...recording, things: things.length } });
  };
  operations.onDone((done) => add(operationDone(done)));
  exchanges.onDone((record) => {
    if (wasSent(record)) add(sendDone(record));
  });

  const finish = (): string | undefined => {
    const { recording } = store.getState();
    if (recording === null || start === undefined) return undefined;
    const note =
      recording.leftOut === 0
        ? null
        : `The last ${recording.leftOut} things were too many for one recording and are not in it.`;
    // A send is told of when it has its answer: what was done meanwhile stands before it.
    const text = recordScenario(
      start,
      things.toSorted((a, b) => a.atMs - b.atMs),
    );
    things = [];
    bytes = 0;
    store.setState({ recording: null, note });
    return text;
  };
  herd.subscribe(({ snapshot }) => {
    if (start === undefined || snapshot === null || store.getState().recording === null) return;
    if (isSameShape(start.topology, snapshot.topology)) return;
    const text = finish();
    store.setState({ note: 'Another topology came: the recording ends there.' });
    if (text !== undefined) onCutShort(text);
  });

  return {
    ...store,
    finish,
    start() {
      const { snapshot } = herd.getState();
      if (snapshot === null || store.getState().recording !== null) return;
      start = startOf(snapshot, new Date(now()));
      store.setState({ recording: { since: now(), things: 0, leftOut: 0 }, note: null });
    },
  };
}

function startOf({ topology, servers, links, places }: HerdSnapshot, when: Date): RecordingStart {
  const named = (kinds: readonly string[]): string[] =>
    servers.filter(({ hosted, state }) => hosted && kinds.includes(state.kind)).map(({ name }) => name);
  return {
    title: `Recorded on ${topology.title}, ${when.toISOString().slice(0, 16).replace('T', ' ')}`,
    topology,
    running: named(['ready', 'paused', 'starting']),
    paused: named(['paused']),
    cut: links.filter(({ state }) => state === 'cut').map(({ id }) => id),
    ...(places === 'off' ? { placesOff: true } : {}),
  };
}

const operationDone = ({ at, ...done }: Done): DoneThing => ({ ...done, atMs: at });

/** Not while a scenario had the herd: nothing went to a server then. */
const wasSent = ({ outcome }: ExchangeRecord): boolean =>
  outcome.kind !== 'failed' ||
  (outcome.error.code !== 'SCENARIO_RUNNING' && outcome.error.code !== 'HERD_PUT_BACK');

function sendDone({ sentAt, request }: ExchangeRecord): DoneThing {
  const { server, bytes, halfClose, cuts } = request;
  return {
    kind: 'send',
    atMs: sentAt,
    server,
    bytes,
    halfClose,
    ...(cuts === undefined || cuts.length === 0 ? {} : { cuts }),
  };
}
