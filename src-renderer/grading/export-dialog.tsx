/** In which forms reports are written; where, the system's own dialog asks. */
import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { REPORT_FORMAT_NAMES, type ReportFormatName } from '../../src-shared/grading/grading-contract.ts';
import { useConsole, useView } from '../state/console-context.ts';

const WORDS: Readonly<Record<ReportFormatName, { readonly label: string; readonly text: string }>> = {
  html: { label: 'Pages (HTML)', text: 'One for each submission with its evidence, and one for the class' },
  json: { label: 'JSON', text: 'Everything, for programs' },
  csv: { label: 'CSV', text: 'A row for each submission, a column for each check' },
  gradescope: { label: 'Gradescope', text: 'results.json for each submission' },
  junit: { label: 'JUnit', text: 'XML, as build servers read it' },
};
const DEFAULT: readonly ReportFormatName[] = ['html', 'json', 'csv'];

export function ExportDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { grading } = useConsole();
  const busy = useView('grading', (view) => view.busy);
  const running = useView('grading', (view) => view.run !== null && view.run.end === null);
  const graded = useView(
    'grading',
    (view) => view.run?.submissions.filter(({ state }) => state === 'graded').length ?? 0,
  );
  const [formats, setFormats] = useState<readonly ReportFormatName[]>(DEFAULT);
  const save = async (): Promise<void> => {
    const written = await grading.exportReports(formats);
    if (written !== undefined) onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Export reports">
      <Stack gap="md">
        <Checkbox.Group
          label="Formats"
          value={[...formats]}
          onChange={(chosen) => setFormats(REPORT_FORMAT_NAMES.filter((name) => chosen.includes(name)))}
        >
          <Stack gap={10} mt={6}>
            {REPORT_FORMAT_NAMES.map((name) => (
              <Checkbox key={name} value={name} label={WORDS[name].label} description={WORDS[name].text} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Text size="sm" c="dimmed">
          {graded === 1 ? '1 submission is' : `${graded} submissions are`} graded
          {running && ' so far'}; overridden verdicts count, with their reasons.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={busy} disabled={formats.length === 0} onClick={() => void save()}>
            Choose a folder…
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
