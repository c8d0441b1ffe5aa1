/** How far the run is and how long it will take, or how it ended; said to who does not see it. */
import { Progress } from '@mantine/core';
import { type GradingRun, progressOf } from '../../src-shared/grading/grading-run.ts';
import { useView } from '../state/console-context.ts';
import { formatAge } from '../ui/format.ts';
import { useNow } from '../ui/use-now.ts';

export function RunProgress() {
  const run = useView('grading', (view) => view.run);
  if (run === null) return null;
  return run.end === null ? <Running run={run} /> : <Over run={run} />;
}

function Running({ run }: { run: GradingRun }) {
  const now = useNow(1_000);
  const { graded, submissions, share, leftMs } = progressOf(run, now);
  return (
    <div className="run-progress">
      <Progress value={100 * share} size="sm" aria-label="Grading" transitionDuration={200} />
      <span className="numbers" role="status">
        {run.plan === null ? 'Reading the submissions' : `${graded} of ${submissions} graded`}
      </span>
      <span className="numbers soft">{leftMs !== null && `about ${formatAge(leftMs)} left`}</span>
    </div>
  );
}

function Over({ run }: { run: GradingRun }) {
  const { graded, submissions } = progressOf(run, 0);
  const words = { done: 'Graded', stopped: 'Stopped', failed: 'Broken off' }[run.end?.how ?? 'done'];
  return (
    <div className="run-progress" data-over>
      <span className="numbers" role="status">
        {words}: {graded} of {submissions} graded
      </span>
      {run.plan && (
        <span className="soft numbers">
          {run.plan.rubric.title}, seed {run.plan.seed}
        </span>
      )}
    </div>
  );
}
