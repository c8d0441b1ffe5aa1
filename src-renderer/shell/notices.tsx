/** What went wrong: what, why, what next. Stays until it is dismissed, can be copied, doesn't pile up. */
import { Button, CloseButton, Group } from '@mantine/core';
import type { ErrorData } from '../../src-shared/errors.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { shownLines } from '../ui/shown-text.ts';
import { bringBack } from './bring-back.ts';
import { freePortFor } from './free-port.ts';

const asText = ({ code, what, why, next }: ErrorData): string =>
  `${what} [${code}]\nwhy:  ${why}\nnext: ${next}\n`;

function PortButton({ error }: { error: ErrorData }) {
  const stores = useConsole();
  const server = useView('herd', ({ snapshot }) =>
    snapshot?.servers.find(({ state }) => state.kind === 'crashed' && state.error.what === error.what),
  );
  if (error.code !== 'PORT_IN_USE' || !server) return null;
  return (
    <Button variant="light" onClick={() => void freePortFor(stores, server.name, error)}>
      Give {server.name} a free port
    </Button>
  );
}

function BringBackButton({ error }: { error: ErrorData }) {
  const stores = useConsole();
  const hidden = useView('workspace', (view) => view.hidden);
  if (!hidden || hidden.why.what !== error.what) return null;
  return (
    <Button variant="light" onClick={() => void bringBack(stores, hidden)}>
      Bring back “{hidden.topology.title}”
    </Button>
  );
}

export function Notices() {
  const stores = useConsole();
  const notices = useView('notices', (view) => view.notices);
  return (
    <div className="notices" role="alert">
      {notices.map(({ id, error, times }) => (
        <div key={id} className="notice">
          <Group justify="space-between" align="start" wrap="nowrap" gap="xs">
            <p className="what foreign">
              {shownLines(error.what)}
              {times > 1 && ` (${times} times)`}
            </p>
            <CloseButton size="sm" aria-label="Dismiss" onClick={() => stores.notices.dismiss(id)} />
          </Group>
          <p className="why foreign">{shownLines(error.why)}</p>
          <p className="foreign">{shownLines(error.next)}</p>
          <Group gap="xs">
            <CopyButton label="Copy this message" text={() => asText(error)} />
            <span className="mono">{error.code}</span>
            <PortButton error={error} />
            <BringBackButton error={error} />
            {notices.length > 1 && (
              <Button variant="subtle" color="gray" onClick={() => stores.notices.dismissAll()}>
                Dismiss all
              </Button>
            )}
          </Group>
        </div>
      ))}
    </div>
  );
}
