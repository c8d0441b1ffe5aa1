/** By which rubric, how, and when; and how far it is. */
import { Button, Select } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useConsole, useView } from '../state/console-context.ts';
import { RunButton } from '../ui/run-button.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { isGrading } from './grading-store.ts';
import { OptionsButton } from './options-dialog.tsx';
import { nameOf } from './submission-rows.ts';

const OPEN = ' open';

export function GradingBar() {
  const { grading } = useConsole();
  const rubrics = useView('grading', (view) => view.rubrics);
  const rubric = useView('grading', (view) => view.rubric);
  const running = useView('grading', isGrading);
  const busy = useView('grading', (view) => view.busy);
  const ready = useView('grading', (view) => view.rubric !== null && view.paths.length > 0);
  const exportable = useView(
    'grading',
    (view) => view.run?.submissions.some(({ state }) => state === 'graded') === true,
  );
  const [exporting, setExporting] = useState(false);
  return (
    <div className="pane-bar">
      <Select
        aria-label="Rubric"
        className="rubric-select"
        placeholder="Choose a rubric"
        data={[
          ...(rubrics ?? []).map((id) => ({
            value: id,
            label: id === rubric?.id ? rubric.title : nameOf(id),
          })),
          { value: OPEN, label: 'Open a rubric file…' },
        ]}
        value={rubric?.id ?? null}
        allowDeselect={false}
        disabled={running}
        comboboxProps={{ shadow: 'md', width: 280, position: 'bottom-start' }}
        onChange={(id) => {
          if (id === OPEN) void grading.openRubric();
          else if (id !== null) void grading.chooseRubric(id);
        }}
      />
      <OptionsButton />
      <RunButton
        running={running}
        busy={busy}
        ready={ready}
        onRun={() => void grading.start()}
        onStop={() => void grading.stop()}
      />
      <span className="spacer" />
      <Button
        variant="default"
        className="compactable"
        disabled={!exportable}
        aria-label="Export reports"
        leftSection={<IconFileExport size={14} />}
        onClick={() => setExporting(true)}
      >
        Export…
      </Button>
      <ExportDialog opened={exporting} onClose={() => setExporting(false)} />
    </div>
  );
}
