/** One event with all its fields, and its text with the invisible characters visible. */
import { CloseButton, Group, Table } from '@mantine/core';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { visible } from '../../src-shared/visible-bytes.ts';
import { useConsole } from '../state/console-context.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatTime } from '../ui/format.ts';
import { describeEvent, KIND_WORDS, wholeText } from './describe-event.ts';

/** Bytes of a text that are shown with the invisible ones visible; more can be copied. */
const MOST_BYTES = 65_536;

const textOf = (event: HerdEvent): string | undefined =>
  event.type === 'line'
    ? wholeText(event)
    : event.type === 'output'
      ? event.text
      : event.type === 'update'
        ? event.line
        : undefined;
/** Fields that stand in the heading, or below as bytes. */
const ELSEWHERE: readonly string[] = ['type', 'time', 'server', 'text', 'body'];

const LONG = 2_000;
const shownValue = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONG ? `${text.slice(0, LONG)} …` : text;
};

export function LogDetail({ number, onClose }: { number: number; onClose(): void }) {
  const { log } = useConsole();
  const event = log.event(number);
  if (!event) return null;
  const text = textOf(event);
  const fields = Object.entries(event).filter(([name]) => !ELSEWHERE.includes(name));
  return (
    <section className="log-detail" aria-label="The event’s fields">
      <Group justify="space-between" gap="xs">
        <strong>
          {KIND_WORDS[event.type]} at {event.server}, {formatTime(event.time)}
        </strong>
        <Group gap={2}>
          <CopyButton label="Copy as text" text={() => describeEvent(event)} />
          <CopyButton label="Copy as JSON" text={() => JSON.stringify(event, undefined, 2)} />
          <CloseButton size="sm" aria-label="Close the event" onClick={onClose} />
        </Group>
      </Group>
      <Table withRowBorders={false} verticalSpacing={2}>
        <Table.Tbody>
          <Table.Tr>
            <Table.Th>time</Table.Th>
            <Table.Td className="mono">{new Date(event.time).toISOString()}</Table.Td>
          </Table.Tr>
          {fields.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th>{name}</Table.Th>
              <Table.Td className="mono foreign">{shownValue(value)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {text !== undefined && (
        <pre className="mono foreign log-bytes">{visible(encodeText(text), MOST_BYTES)}</pre>
      )}
    </section>
  );
}
