/** A person's verdict in the place of the grader's, with the reason that the report keeps. */
import { Button, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { GRADING_LIMITS } from '../../src-shared/grading/grading-contract.ts';
import type { CheckResult, OverrideRecord } from '../../src-shared/grading/results.ts';
import type { Verdict } from '../../src-shared/grading/verdict.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { shownText } from '../ui/shown-text.ts';
import { verdictWord } from './verdict-look.tsx';

const VERDICTS: readonly Verdict[] = ['pass', 'fail', 'unknown'];
const DATA = VERDICTS.map((value) => ({ value, label: verdictWord(value) }));

interface OverrideProps {
  readonly check: CheckResult;
  readonly record: OverrideRecord | undefined;
}

export function OverrideForm({ check, record }: OverrideProps) {
  const { grading } = useConsole();
  const [open, setOpen] = useState(false);
  if (open) return <Form check={check} record={record} onClose={() => setOpen(false)} />;
  return (
    <div className="override">
      {record && (
        <p className="override-record">
          Overridden: the grader said <strong>{verdictWord(record.was)}</strong>.{' '}
          <span className="foreign">“{shownText(record.reason)}”</span>
        </p>
      )}
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        {record ? 'Change the override' : 'Override the verdict'}
      </Button>
      {record && (
        <Button size="compact-xs" variant="subtle" onClick={() => void grading.override(check.id, null, '')}>
          Take it back
        </Button>
      )}
    </div>
  );
}

function Form({ check, record, onClose }: OverrideProps & { onClose(): void }) {
  const { grading } = useConsole();
  const busy = useView('grading', (view) => view.busy);
  const [verdict, setVerdict] = useState<Verdict>(
    record?.verdict ?? (check.verdict === 'pass' ? 'fail' : 'pass'),
  );
  const [reason, setReason] = useState(record?.reason ?? '');
  return (
    <form
      className="override-form"
      aria-label={`Override ${check.id}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() === '') return;
        void grading.override(check.id, verdict, reason).then((done) => done && onClose());
      }}
    >
      <Select
        label="Verdict"
        data={DATA}
        value={verdict}
        allowDeselect={false}
        data-autofocus
        onChange={(value: Verdict | null) => value !== null && setVerdict(value)}
      />
      <Textarea
        label="Reason"
        description="It is kept in the report."
        autosize
        minRows={2}
        maxRows={6}
        maxLength={GRADING_LIMITS.reasonChars}
        value={reason}
        required
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="override-actions">
        <Button type="submit" loading={busy} disabled={reason.trim() === ''}>
          Override
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
