/** One check of a graded submission: its verdict at a glance, and unfolded why, with everything that was seen. */
import { IconBulb } from '@tabler/icons-react';
import { useState } from 'react';
import {
  type CheckResult,
  type GradingResult,
  type OverrideRecord,
  triesOf,
} from '../../src-shared/grading/results.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { shownText } from '../ui/shown-text.ts';
import { EvidenceView } from './evidence-view.tsx';
import { OverrideForm } from './override-form.tsx';
import { Overridden, VerdictLook } from './verdict-look.tsx';

interface CheckProps {
  readonly check: CheckResult;
  readonly record: OverrideRecord | undefined;
  /** Whether it gives points. */
  readonly counts: boolean;
  readonly topology: GradingResult['topology'];
}

export function CheckView({ check, record, counts, topology }: CheckProps) {
  const { id, title, verdict, weight, reason } = check;
  /** What is folded isn't made: there can be a lot of it. */
  const [open, setOpen] = useState(false);
  const earned = verdict === 'pass' ? weight : verdict === 'unknown' ? '?' : 0;
  return (
    <details className="check" data-verdict={verdict} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <VerdictLook look={verdict} />
        <span className="check-title">
          {title} <span className="check-id mono">{id}</span>
          {record && <Overridden />}
          {verdict !== 'pass' && reason !== '' && (
            <span className="check-reason foreign">{shownText(reason)}</span>
          )}
        </span>
        <span className="check-points numbers">{counts ? `${earned} of ${weight}` : 'beyond the spec'}</span>
      </summary>
      {open && <CheckBody check={check} record={record} topology={topology} />}
    </details>
  );
}

function CheckBody({ check, record, topology }: Omit<CheckProps, 'counts'>) {
  const { says, beyond, hint, evidence, reproduce, seconds } = check;
  const tries = triesOf(check);
  return (
    <div className="check-body">
      <p className="check-says">
        <span className="soft">{beyond ? 'Beyond the spec: ' : 'The course says: '}</span>
        {shownText(says)}
      </p>
      {hint !== undefined && (
        <p className="check-hint">
          <IconBulb size={15} aria-hidden />
          <span>
            <strong>Hint:</strong> <span className="foreign">{shownText(hint)}</span>
          </span>
        </p>
      )}
      {evidence.length > 0 ? (
        <section aria-label="Evidence">
          <h4>Evidence</h4>
          <EvidenceView evidence={evidence} topology={topology} />
        </section>
      ) : (
        <p className="soft">There is no evidence: it was not run.</p>
      )}
      <div className="check-again">
        <span className="soft">
          {seconds.toFixed(1)} s{tries && ` (${tries})`}. Run just this check again:
        </span>
        <code className="mono foreign">{shownText(reproduce)}</code>
        <CopyButton label="Copy the command" text={() => reproduce} />
      </div>
      <OverrideForm check={check} record={record} />
    </div>
  );
}
