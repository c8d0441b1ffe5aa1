/** What can be done with one exchange of the transcript. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconPencil, IconRefresh } from '@tabler/icons-react';
import { visible } from '../../src-shared/visible-bytes.ts';
import { useConsole } from '../state/console-context.ts';
import type { ExchangeRecord } from '../state/exchanges.ts';
import { FIRST_DRAFT, PLAIN_WAY } from './draft.ts';
import { COPY_LABELS, type CopyForm, copyText } from './exchange-copy.ts';
import { showOnMap } from './show-on-map.ts';

const COPY_FORMS: readonly CopyForm[] = ['text', 'nc', 'step'];

export function ExchangeActions({
  record,
  hasPlaces,
  onSaid,
}: {
  record: ExchangeRecord;
  hasPlaces: boolean;
  onSaid: (text: string) => void;
}) {
  const stores = useConsole();
  const { client, commands, exchanges, herd, notices, selection, shell } = stores;
  const edit = (): void => {
    const drafted = commands.draftOf(record.id);
    if (drafted) {
      commands.recall(drafted);
      return;
    }
    const { bytes, halfClose, server } = record.request;
    const raw = { text: visible(bytes, bytes.length), as: 'text' } as const;
    const way = { ...PLAIN_WAY, lineEnd: 'none', halfClose } as const;
    commands.recall({ draft: { ...FIRST_DRAFT, form: 'raw', raw, way }, target: server });
  };
  const copy = async (form: CopyForm): Promise<void> => {
    const text = copyText(record, form, herd.getState().snapshot);
    if (text === undefined) {
      onSaid(`${record.request.server} has no port now: there is no such line.`);
      return;
    }
    try {
      await client.call('app.copy', { text });
      onSaid({ text: 'Copied as text', nc: 'Copied as nc line', step: 'Copied as scenario step' }[form]);
    } catch (thrown) {
      notices.tell(thrown);
    }
  };
  return (
    <span className="exchange-actions">
      <Tooltip label="Edit and send">
        <ActionIcon size="sm" aria-label="Edit and send" onClick={edit}>
          <IconPencil size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Send the same bytes again">
        <ActionIcon
          size="sm"
          aria-label="Send the same bytes again"
          onClick={() => void exchanges.send(record.request)}
        >
          <IconRefresh size={15} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="sm" aria-label="More for this exchange">
            <IconDots size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {COPY_FORMS.map((form) => (
            <Menu.Item key={form} onClick={() => void copy(form)}>
              {COPY_LABELS[form]}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {hasPlaces && (
            <Menu.Item onClick={() => showOnMap(stores, record)}>Show places on the map</Menu.Item>
          )}
          <Menu.Item
            onClick={() => {
              selection.select({ kind: 'exchange', id: record.id });
              shell.showPane('inspector');
            }}
          >
            Inspect
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
