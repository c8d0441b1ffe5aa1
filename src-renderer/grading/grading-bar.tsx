/** By which rubric, how, and when; and how far it is. */
import { Button, Select, Tooltip } from '@mantine/core';
import { IconFileExport, IconPlayerTrackNextFilled } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useConsole, useView } from '../state/console-context.ts';
import { focusSoon } from '../ui/focus-soon.ts';
import { RunButton } from '../ui/run-button.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { canGoOn } from './grading-outlook.ts';
import { isGrading } from './grading-store.ts';
import { useAskFirst } from './loss-dialog.tsx';
import { OptionsButton } from './options-dialog.tsx';
import { nameOf } from './submission-rows.ts';

const OPEN = ' open';
const GO_ON =
  'Grades the rest as the last run was begun, and tries again what this machine could not run. What is graded stays, with your verdicts.';

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
  const goesOn = useView('grading', ({ run, paths }) => canGoOn(run, paths));
  const start = useAskFirst('start');
  const [exporting, setExporting] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const goOn = (): void => {
    // The button goes once it is done: what stops the run has the focus then.
    void grading
      .goOn()
      .then(() => focusSoon(() => bar.current?.querySelector<HTMLElement>('[data-run-button]')));
  };
  return (
    <div className="pane-bar" ref={bar}>
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
        onRun={start.ask}
        onStop={() => void grading.stop()}
      />
      {start.dialog}
      {goesOn && (
        <Tooltip label={GO_ON} multiline w={260}>
          <Button
            variant="light"
            disabled={busy}
            leftSection={<IconPlayerTrackNextFilled size={14} />}
            onClick={goOn}
          >
            Go on
          </Button>
        </Tooltip>
      )}
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
