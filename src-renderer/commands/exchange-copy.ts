/** An exchange as text for the clipboard: for people, as a shell line, as a step of a scenario. */
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import {
  type CopiedExchange,
  exchangeAsNc,
  exchangeAsStep,
  exchangeAsText,
} from '../../src-shared/recording/index.ts';
import { visible } from '../../src-shared/visible-bytes.ts';
import type { ExchangeRecord } from '../state/exchanges.ts';

export type CopyForm = 'text' | 'nc' | 'step';

export const COPY_LABELS: Readonly<Record<CopyForm, string>> = {
  text: 'Copy as text',
  nc: 'Copy as nc line',
  step: 'Copy as scenario step',
};

const NOTHING = new Uint8Array(0);

function copied({ outcome, request }: ExchangeRecord): CopiedExchange {
  const { server, bytes, halfClose, cuts } = request;
  const exchange =
    outcome.kind === 'done'
      ? outcome.exchange
      : ({ server, sent: bytes, received: NOTHING, end: 'timeout', tookMs: 0 } as const);
  return { ...exchange, halfClose, ...(cuts === undefined ? {} : { cuts }) };
}

/** Undefined: it can't be said so, because the server is no longer there or has no port yet. */
export function copyText(
  record: ExchangeRecord,
  form: CopyForm,
  snapshot: HerdSnapshot | null,
): string | undefined {
  switch (form) {
    case 'text':
      if (record.outcome.kind === 'done') return exchangeAsText(copied(record));
      return `${record.request.server}: ${
        record.outcome.kind === 'failed' ? record.outcome.error.what : 'under way'
      }\n> ${visible(record.request.bytes)}\n`;
    case 'nc': {
      const server = snapshot?.servers.find(({ name }) => name === record.request.server);
      if (!server || server.port === 0) return undefined;
      return exchangeAsNc(copied(record), { host: server.host, port: server.port });
    }
    case 'step':
      return exchangeAsStep(copied(record));
  }
}
