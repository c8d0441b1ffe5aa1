/** Scenarios: choose one, read it, run it on the live herd and watch it step by step; record one by hand. */
import { useEffect } from 'react';
import { useConsole, useView } from '../state/console-context.ts';
import { Empty } from '../ui/empty.tsx';
import { RecordButton, RecordNote } from './record-button.tsx';
import { RunTranscript } from './run-transcript.tsx';
import { ScenarioBar } from './scenario-bar.tsx';
import type { ScenarioView } from './scenario-store.ts';
import { TextEditor } from './text-editor.tsx';
import { VerdictBanner } from './verdict-banner.tsx';
import '../commands/rows.css';
import './scenarios.css';

/** A verdict stands only beside what it is about: the text that was run, also while it is mended. */
function isRunOfShown({ run, texts, shown }: ScenarioView): boolean {
  if (run === null) return false;
  const text = texts.find(({ key }) => key === shown);
  return run.result === null || !text || run.text === text.text || run.title === text.title;
}

export function ScenariosPane() {
  const { scenarios } = useConsole();
  const listed = useView('scenarios', (view) => view.listings !== null);
  const shown = useView('scenarios', (view) => view.texts.find(({ key }) => key === view.shown));
  const hasRun = useView('scenarios', isRunOfShown);
  useEffect(() => {
    if (!listed) void scenarios.load();
  }, [listed, scenarios]);
  return (
    <>
      <ScenarioBar>
        <RecordButton />
      </ScenarioBar>
      <RecordNote />
      <Problem />
      {hasRun && <VerdictBanner />}
      <div className="pane-body scenario-body">
        {shown === undefined && !hasRun ? (
          <Empty title="No scenario is open">
            <span>
              Choose a built-in one above, open a file, or record what you do by hand. It runs on the herd
              that is shown, step by step, and ends with a verdict.
            </span>
          </Empty>
        ) : (
          <div className="scenario-parts" data-run={hasRun}>
            {shown && <TextEditor key={shown.key} shown={shown} />}
            {hasRun && <RunTranscript />}
          </div>
        )}
      </div>
      <Announcer />
    </>
  );
}

/** Why it did not begin. */
function Problem() {
  const error = useView('scenarios', (view) => view.error);
  return (
    <div role="alert">
      {error && (
        <div className="scenario-problem">
          <strong className="foreign">{error.what}</strong>
          <span className="foreign">{error.why}</span>
          <span className="foreign">{error.next}</span>
        </div>
      )}
    </div>
  );
}

/** Beginnings and verdicts, for who does not see them. */
function Announcer() {
  const text = useView('scenarios', ({ run }) => {
    if (run === null) return '';
    if (run.result === null) return `Running: ${run.title}`;
    return `${run.title}: ${run.result.verdict}. ${run.result.trouble?.what ?? ''}`;
  });
  return (
    <span className="visually-hidden" role="status">
      {text}
    </span>
  );
}
