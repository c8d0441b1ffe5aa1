/** How the run goes, or how it ended and why. */
import { Button, Loader } from '@mantine/core';
import {
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconDeviceFloppy,
  IconHelpCircle,
  IconPlayerPauseFilled,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { ScenarioResult, ScenarioVerdict } from '../../src-shared/front-types.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { foldLines } from '../ui/fold-lines.ts';
import { formatCount, formatDuration } from '../ui/format.ts';
import { shownLines } from '../ui/shown-text.ts';
import { saveReport } from './scenario-files.ts';

const WORDS: Readonly<Record<ScenarioVerdict, string>> = {
  pass: 'Pass: everything was as expected',
  fail: 'Fail: the herd did not do what was expected',
  unknown: 'Unknown: nothing can be said about the herd',
};
const ICONS = {
  pass: <IconCircleCheckFilled size={20} aria-hidden="true" />,
  fail: <IconCircleXFilled size={20} aria-hidden="true" />,
  unknown: <IconHelpCircle size={20} aria-hidden="true" />,
};

export function VerdictBanner() {
  const run = useView('scenarios', (view) => view.run);
  if (run === null) return null;
  if (run.result !== null) return <Verdict result={run.result} />;
  return (
    <div className="verdict" data-verdict="running">
      {run.waits ? (
        <IconPlayerPauseFilled size={16} aria-hidden="true" />
      ) : (
        <Loader size={16} aria-hidden="true" />
      )}
      <div className="verdict-text">
        <strong>{run.waits ? 'Waiting for Next' : 'Running'}</strong>
        <span className="foreign">
          {run.title}
          {run.line !== null && `, line ${run.line}`}
        </span>
      </div>
    </div>
  );
}

/** Lines of evidence that are shown at first: what is wrong stands above, and a crash's reason is its last words. */
const FIRST_LINES = 6;
const LAST_LINES = 6;

function Evidence({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  const folded = foldLines(text, FIRST_LINES, LAST_LINES);
  const shown = all || !folded ? text : folded.head;
  return (
    <>
      <pre className="evidence mono foreign">{shownLines(shown)}</pre>
      {folded && (
        <div>
          <Button size="compact-xs" variant="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Less' : `${formatCount(folded.hidden)} more lines`}
          </Button>
        </div>
      )}
      {folded && !all && <pre className="evidence mono foreign">{shownLines(folded.tail)}</pre>}
    </>
  );
}

function Verdict({ result }: { result: ScenarioResult }) {
  const stores = useConsole();
  const { verdict, title, tookMs, seed, trouble } = result;
  return (
    <section className="verdict" data-verdict={verdict} aria-label="Verdict">
      {ICONS[verdict]}
      <div className="verdict-text">
        <strong>{WORDS[verdict]}</strong>
        <span className="foreign">
          {title}{' '}
          <span className="soft numbers">
            ({formatDuration(tookMs)}, seed {seed})
          </span>
        </span>
        {trouble && (
          <>
            {trouble.line !== undefined && (
              <span>
                At line {trouble.line}
                {trouble.text !== undefined && (
                  <>
                    : <span className="mono foreign">{shownLines(trouble.text)}</span>
                  </>
                )}
              </span>
            )}
            <span className="foreign">{shownLines(trouble.what)}</span>
            {trouble.evidence !== undefined && <Evidence text={trouble.evidence} />}
          </>
        )}
      </div>
      <div className="verdict-actions">
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconDeviceFloppy size={13} />}
          onClick={() => void saveReport(stores).catch((thrown: unknown) => stores.notices.tell(thrown))}
        >
          Save report
        </Button>
        <CopyButton label="Copy the report" text={() => result.report} />
      </div>
    </section>
  );
}
