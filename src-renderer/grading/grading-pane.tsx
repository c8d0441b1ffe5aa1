/** Grading: choose submissions and a rubric, watch them run, read the evidence, override, export. */
import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { ErrorData } from '../../src-shared/errors.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { Empty } from '../ui/empty.tsx';
import { DropZones } from './drop-zones.tsx';
import { GradingBar } from './grading-bar.tsx';
import { RunProgress } from './run-progress.tsx';
import { SubmissionList } from './submission-list.tsx';
import { SubmissionView } from './submission-view.tsx';
import './grading.css';

export function GradingPane() {
  const { grading } = useConsole();
  const loaded = useView('grading', (view) => view.rubrics !== null);
  const any = useView('grading', (view) => view.paths.length > 0 || view.run !== null);
  useEffect(() => {
    if (!loaded) void grading.load();
  }, [loaded, grading]);
  return (
    <>
      <GradingBar />
      <Problem />
      <RunProgress />
      <DropZones>
        {any ? (
          <div className="grading-parts">
            <SubmissionList />
            <div className="submission-shown">
              <SubmissionView />
            </div>
          </div>
        ) : (
          <Nothing />
        )}
      </DropZones>
    </>
  );
}

function Nothing() {
  const { grading } = useConsole();
  return (
    <Empty title="No submissions are chosen">
      <span>
        A submission is a folder, a program file or an archive. Each is copied and run as a herd of its own,
        beside the one that is shown, and judged with evidence. Drop them here, or choose them:
      </span>
      <div className="grading-first">
        <Button leftSection={<IconFolderOpen size={14} />} onClick={() => void grading.add('class')}>
          Add all in a folder…
        </Button>
        <Button variant="default" onClick={() => void grading.add('folders')}>
          Add folders…
        </Button>
        <Button variant="default" onClick={() => void grading.add('files')}>
          Add files…
        </Button>
      </div>
    </Empty>
  );
}

/** What could not be done, or why the run broke off. */
function Problem() {
  const error = useView('grading', (view) => view.error);
  const end = useView('grading', (view) => view.run?.end ?? null);
  const shown = error ?? (end?.how === 'failed' ? end.error : null);
  return <div role="alert">{shown && <ProblemText error={shown} />}</div>;
}

const ProblemText = ({ error: { what, why, next } }: { error: ErrorData }) => (
  <div className="grading-problem">
    <strong className="foreign">{what}</strong>
    <span className="foreign">{why}</span>
    <span className="foreign">{next}</span>
  </div>
);
