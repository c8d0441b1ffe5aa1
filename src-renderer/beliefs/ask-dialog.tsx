/** Asks servers by WHATSAT, as any client would: the way to look into programs that aren't ours. */
import { Button, Group, Modal, Stack, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AskedBelief } from '../../src-shared/console-contract.ts';
import { useConsole } from '../state/console-context.ts';
import { shownText } from '../ui/shown-text.ts';

interface AskProps {
  readonly opened: boolean;
  readonly clients: readonly string[];
  onClose(): void;
}

const answerOf = ({ line, problem }: AskedBelief): string =>
  line ?? problem ?? 'It says that it doesn’t know this client.';

export function AskDialog({ opened, clients, onClose }: AskProps) {
  const { beliefs, notices } = useConsole();
  const [client, setClient] = useState('');
  const [answers, setAnswers] = useState<readonly AskedBelief[]>([]);
  const [asking, setAsking] = useState(false);
  const who = client.trim() || clients[0] || '';
  const valid = who !== '' && !/\s/.test(who);
  const ask = async (): Promise<void> => {
    setAsking(true);
    await beliefs.ask([who], []).then(setAnswers, (thrown: unknown) => notices.tell(thrown));
    setAsking(false);
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Ask the servers" size="lg">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          Every server that runs is sent a WHATSAT for this client, with no radius and no places wanted.
        </Text>
        <Group align="end" gap="xs">
          <TextInput
            label="Client"
            placeholder={clients[0] ?? 'kiwi.cs.ucla.edu'}
            value={client}
            error={who !== '' && !valid ? 'A client’s name has no white space.' : null}
            onChange={(event) => setClient(event.currentTarget.value)}
          />
          <Button loading={asking} disabled={!valid} onClick={() => void ask()}>
            Ask
          </Button>
        </Group>
        {answers.length > 0 && (
          <Table aria-label="What they answered">
            <Table.Tbody>
              {answers.map((answer) => (
                <Table.Tr key={answer.server}>
                  <Table.Th>{answer.server}</Table.Th>
                  <Table.Td className="mono foreign">{shownText(answerOf(answer))}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
    </Modal>
  );
}
