/** The submission that is looked at: its herd while it is graded, then its points, section by section, check by check. */
import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { GradingPlan } from '../../src-shared/grading/grading-run.ts';
import { overrideOf } from '../../src-shared/grading/override.ts';
import {
  counts,
  type SectionPoints,
  type SubmissionResult,
  sectionsOf,
} from '../../src-shared/grading/results.ts';
import { useView } from '../state/console-context.ts';
import { Empty } from '../ui/empty.tsx';
import { shownText } from '../ui/shown-text.ts';
import { CheckView } from './check-view.tsx';
import { LiveHerd } from './live-herd.tsx';
import { Shares } from './submission-list.tsx';
import { nameOf } from './submission-rows.ts';
import { VerdictLook } from './verdict-look.tsx';
import './submission-view.css';

export function SubmissionView() {
  const plan = useView('grading', (view) => view.run?.plan ?? null);
  const ended = useView('grading', (view) => view.run === null || view.run.end !== null);
  const selected = useView('grading', (view) => view.selected);
  const one = useView('grading', (view) => view.run?.submissions.find(({ path }) => path === view.selected));
  const result = useView('grading', (view) => view.result);
  if (selected === null) return <Empty title="No submission is selected" />;
  if (plan && one && result) return <Graded key={`${selected} ${plan.seed}`} plan={plan} result={result} />;
  const name = shownText(one?.name ?? nameOf(selected));
  if (plan && one?.state === 'running' && !ended) {
    return (
      <div className="submission-view">
        <h3 className="foreign">{name}</h3>
        <LiveHerd plan={plan} one={one} />
        <ol className="live-verdicts" aria-label="Checks so far, the last one first">
          {Object.entries(one.verdicts)
            .reverse()
            .map(([id, verdict]) => (
              <li key={id}>
                <VerdictLook look={verdict} /> {plan.checks.find((check) => check.id === id)?.title ?? id}
              </li>
            ))}
        </ol>
      </div>
    );
  }
  if (one?.state === 'graded') return null;
  return (
    <Empty title={name}>
      <span>
        {one?.state === 'running' ? 'It was interrupted; go on with the run.' : 'It has not been graded yet.'}
      </span>
    </Empty>
  );
}

function Graded({ plan, result }: { plan: GradingPlan; result: SubmissionResult }) {
  const sections = useMemo(() => sectionsOf(plan.rubric, result.checks), [plan, result]);
  const troubled = result.checks.some(({ verdict }) => verdict !== 'pass');
  const [shown, setShown] = useState<'all' | 'troubled'>('all');
  const { name, earned, possible, undecided, dialect, problem, notes } = result;
  return (
    <div className="submission-view">
      <header className="submission-head">
        <h3 className="foreign">{shownText(name)}</h3>
        <p className="submission-points numbers">
          <strong>{earned}</strong> of {possible} points
          {undecided > 0 && <span className="undecided"> · {undecided} could not be decided</span>}
        </p>
        <span className="score-bar large" aria-hidden>
          <Shares earned={earned} undecided={undecided} possible={possible} />
        </span>
        {problem !== undefined && (
          <p className="submission-problem foreign">It could not be run: {shownText(problem)}</p>
        )}
        {dialect !== undefined && <p className="soft foreign">It answers {shownText(dialect)}.</p>}
        {notes.map((note) => (
          <p key={note} className="soft foreign">
            {shownText(note)}
          </p>
        ))}
        {troubled && (
          <SegmentedControl
            aria-label="Checks that are shown"
            value={shown}
            onChange={(value) => setShown(value as typeof shown)}
            data={[
              { value: 'all', label: 'All checks' },
              { value: 'troubled', label: 'Not passed' },
            ]}
          />
        )}
      </header>
      {sections.map((section) => (
        <Section key={section.title} section={section} plan={plan} result={result} all={shown === 'all'} />
      ))}
    </div>
  );
}

interface SectionProps {
  readonly section: SectionPoints;
  readonly plan: GradingPlan;
  readonly result: SubmissionResult;
  readonly all: boolean;
}

function Section({ section, plan, result, all }: SectionProps) {
  const checks = section.checks.filter((check) => all || check.verdict !== 'pass');
  if (checks.length === 0) return null;
  return (
    <section className="grade-section" aria-label={section.title}>
      <div className="grade-section-head">
        <h4>{section.title}</h4>
        <span className="numbers soft">
          {section.earned} of {section.possible}
        </span>
      </div>
      {checks.map((check) => (
        <CheckView
          key={check.id}
          check={check}
          record={overrideOf(result, check.id)}
          counts={counts(plan.rubric, check)}
          topology={plan.topology}
        />
      ))}
    </section>
  );
}
