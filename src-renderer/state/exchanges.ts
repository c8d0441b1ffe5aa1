/** What was said to servers from this window, and what came back. The one way by which panes send. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Exchange } from '../../src-shared/console-contract.ts';
import type { ErrorData } from '../../src-shared/errors.ts';
import type { FrontRequest } from '../../src-shared/front-contract.ts';
import { type Client, errorDataOf } from './client.ts';

/** As it can be sent again: what one can be cancelled by is its own. */
export type SendRequest = Omit<FrontRequest<'herd.send'>, 'exchange'>;

export interface ExchangeRecord {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly request: SendRequest;
  readonly outcome:
    | { readonly kind: 'under-way' }
    | { readonly kind: 'done'; readonly exchange: Exchange }
    | { readonly kind: 'failed'; readonly error: ErrorData };
}

export interface ExchangeView {
  /** Oldest first. */
  readonly records: readonly ExchangeRecord[];
  /** Older ones that are no longer kept. */
  readonly dropped: number;
}

export interface Exchanges extends StoreApi<ExchangeView> {
  /** Sends and keeps what came of it. Never rejects: a failure is in the record. */
  send(request: SendRequest): Promise<ExchangeRecord>;
  /** Called with each exchange that has ended. Returns how to stop. */
  onDone(listener: (record: ExchangeRecord) => void): () => void;
  /** Ends one that is under way: its record then says what had come. Rejects when the host can't be asked. */
  cancel(id: number): Promise<void>;
  clear(): void;
}

export const EXCHANGES_KEPT = 500;
/** Bytes of all of them together, sent and received; the newest is kept whatever it has. */
export const EXCHANGE_BYTES_KEPT = 64 * 1024 * 1024;

const bytesOf = ({ request, outcome }: ExchangeRecord): number =>
  request.bytes.length + (outcome.kind === 'done' ? outcome.exchange.received.length : 0);

/** How many of the oldest have to go. */
function tooMany(records: readonly ExchangeRecord[]): number {
  let bytes = 0;
  for (let at = records.length - 1; at >= 0; at -= 1) {
    bytes += bytesOf(records[at] as ExchangeRecord);
    const newest = at === records.length - 1;
    if (!newest && (bytes > EXCHANGE_BYTES_KEPT || records.length - at > EXCHANGES_KEPT)) return at + 1;
  }
  return 0;
}

export function createExchanges(client: Client, now: () => number = Date.now): Exchanges {
  const store = createStore<ExchangeView>(() => ({ records: [], dropped: 0 }));
  const listeners = new Set<(record: ExchangeRecord) => void>();
  let last = 0;
  /** Of this page: one that was there before may still have an exchange under way. */
  const page = crypto.randomUUID();
  const nameOf = (id: number): string => `${page} ${id}`;
  const put = (record: ExchangeRecord): void => {
    store.setState(({ records, dropped }) => {
      const place = records.findIndex(({ id }) => id === record.id);
      const all = place >= 0 ? records.with(place, record) : [...records, record];
      const over = tooMany(all);
      return { records: all.slice(over), dropped: dropped + over };
    });
  };
  return {
    ...store,
    async send(request) {
      const begun: ExchangeRecord = {
        id: ++last,
        sentAt: now(),
        request,
        outcome: { kind: 'under-way' },
      };
      put(begun);
      const outcome = await client.call('herd.send', { ...request, exchange: nameOf(begun.id) }).then(
        (exchange) => ({ kind: 'done', exchange }) as const,
        (thrown: unknown) => ({ kind: 'failed', error: errorDataOf(thrown) }) as const,
      );
      const record: ExchangeRecord = { ...begun, outcome };
      // One that was cleared away meanwhile is not brought back.
      if (store.getState().records.some(({ id }) => id === record.id)) put(record);
      for (const listener of listeners) listener(record);
      return record;
    },
    onDone(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async cancel(id) {
      await client.call('herd.cancelSend', { exchange: nameOf(id) });
    },
    clear: () => store.setState({ records: [], dropped: 0 }),
  };
}
