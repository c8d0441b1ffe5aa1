/** All keys on one sheet, made from the table of actions. */
import { Modal, SimpleGrid, Table, Title } from '@mantine/core';
import { ACTION_GROUPS, ACTION_IDS, actionSpec } from '../../src-shared/actions.ts';
import { shownKeys } from '../actions/shortcut.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { Keys } from '../ui/keys.tsx';

export function ShortcutsSheet() {
  const { shell } = useConsole();
  const open = useView('shell', (view) => view.dialog === 'shortcuts');
  return (
    <Modal opened={open} onClose={() => shell.close()} title="Keyboard shortcuts" size="xl">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {ACTION_GROUPS.map((group) => {
          const rows = ACTION_IDS.filter((id) => actionSpec(id).group === group && actionSpec(id).keys);
          if (rows.length === 0) return null;
          return (
            <section key={group}>
              <Title order={3} size="sm" mb={4}>
                {group}
              </Title>
              <Table withRowBorders={false}>
                <Table.Tbody>
                  {rows.map((id) => (
                    <Table.Tr key={id}>
                      <Table.Td>{actionSpec(id).label}</Table.Td>
                      <Table.Td ta="right">
                        <Keys keys={shownKeys(actionSpec(id).keys ?? '')} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </section>
          );
        })}
      </SimpleGrid>
    </Modal>
  );
}
