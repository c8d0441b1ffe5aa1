/** What this is, on what it runs, and whether that is a stand-in. */
import { Alert, Modal, Stack, Table, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AppInfo } from '../../src-shared/front-types.ts';
import { useConsole, useView } from '../state/console-context.ts';

export function AboutDialog() {
  const { shell, client, notices } = useConsole();
  const open = useView('shell', (view) => view.dialog === 'about');
  const [info, setInfo] = useState<AppInfo | null>(null);
  useEffect(() => {
    if (open && info === null) client.call('app.info', {}).then(setInfo, (thrown) => notices.tell(thrown));
  }, [open, info, client, notices]);
  const rows = info
    ? [
        ['Version', info.version],
        ['Electron', info.electron],
        ['Chromium', info.chromium],
        ['Node', info.node],
        ['System', info.platform],
        ['Workspace file', info.workspaceFile],
      ]
    : [];
  return (
    <Modal opened={open} onClose={() => shell.close()} title="About Herd Console">
      <Stack gap="sm">
        <Text size="sm">
          Runs a proxy herd, breaks it on purpose, talks to it, and shows what each server believes.
        </Text>
        {info?.standIn && (
          <Alert variant="default" title="This Electron is a stand-in">
            Electron itself could not be downloaded, so a third party’s copy of an older one is used. It is
            good for trying things out, not for passing on.
          </Alert>
        )}
        <Table>
          <Table.Tbody>
            {rows.map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th>{name}</Table.Th>
                <Table.Td className="mono">{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="xs" c="dimmed">
          MIT licence. Places: GeoNames (CC BY 4.0). Map: Natural Earth and US Census.
        </Text>
      </Stack>
    </Modal>
  );
}
