/** The submissions: what each has come to, by keyboard as by mouse. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconPlaylistX, IconPlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import { paneKey, stepIn } from '../actions/shortcut.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { formatCount } from '../ui/format.ts';
import { shownText } from '../ui/shown-text.ts';
import { isGrading } from './grading-store.ts';
import { useAskFirst } from './loss-dialog.tsx';
import { type SubmissionRow, submissionRows } from './submission-rows.ts';
import { VerdictLook, verdictWord } from './verdict-look.tsx';

const ADDITIONS = [
  ['class', 'All that is in a folder…'],
  ['folders', 'Folders…'],
  ['files', 'Files and archives…'],
] as const;

export function SubmissionList() {
  const { grading } = useConsole();
  const paths = useView('grading', (view) => view.paths);
  const run = useView('grading', (view) => view.run);
  const selected = useView('grading', (view) => view.selected);
  const rows = useMemo(() => submissionRows(paths, run), [paths, run]);
  const box = useRef<HTMLDivElement>(null);
  const at = rows.findIndex(({ path }) => path === selected);
  const select = (index: number): void => {
    const row = rows[index];
    if (!row) return;
    grading.select(row.path);
    box.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = paneKey('lists', event);
    if (step === undefined) return;
    event.preventDefault();
    select(stepIn(step, { at, last: rows.length - 1, page: 8 }));
  };
  return (
    <div className="submissions">
      <ListBar count={rows.length} />
      <div
        ref={box}
        className="submission-list"
        role="listbox"
        aria-label="Submissions"
        tabIndex={0}
        data-takes-focus
        aria-activedescendant={at === -1 ? undefined : `submission-${at}`}
        onKeyDown={onKey}
      >
        {rows.map((row, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
          <div
            key={row.path}
            id={`submission-${index}`}
            className="submission"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            title={row.path}
            onClick={() => {
              select(index);
              box.current?.focus({ preventScroll: true });
            }}
          >
            <Row row={row} checks={run?.plan?.checks.length ?? 0} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Row({ row: { name, look, one }, checks }: { row: SubmissionRow; checks: number }) {
  const points = one?.points;
  const done = one ? Object.keys(one.verdicts).length : 0;
  return (
    <>
      <VerdictLook look={look} word={one?.problem != null ? 'Not run' : verdictWord(look)} />
      <span className="submission-name foreign">{shownText(name)}</span>
      <span className="submission-score numbers">
        {points ? (
          <>
            {points.earned} of {points.possible}
            {points.undecided > 0 && <span className="soft"> · {points.undecided} open</span>}
          </>
        ) : (
          look === 'running' && `${done} of ${checks} checks`
        )}
      </span>
      {(points || look === 'running') && (
        <span className="score-bar" aria-hidden>
          {points ? (
            <Shares {...points} />
          ) : (
            <span data-part="run" style={{ width: `${checks === 0 ? 0 : (100 * done) / checks}%` }} />
          )}
        </span>
      )}
    </>
  );
}

/** Points as parts of a bar. */
export function Shares({
  earned,
  undecided,
  possible,
}: {
  earned: number;
  undecided: number;
  possible: number;
}) {
  const share = (points: number): string => `${possible === 0 ? 0 : (100 * points) / possible}%`;
  return (
    <>
      <span data-part="earned" style={{ width: share(earned) }} />
      <span data-part="undecided" style={{ width: share(undecided) }} />
    </>
  );
}

function ListBar({ count }: { count: number }) {
  const { grading } = useConsole();
  const running = useView('grading', isGrading);
  const selected = useView('grading', (view) => view.selected);
  const removable = useView(
    'grading',
    ({ paths, run }) =>
      selected !== null &&
      paths.includes(selected) &&
      !run?.submissions.some(({ path }) => path === selected),
  );
  const forget = useAskFirst('forget');
  return (
    <div className="submissions-bar">
      <h3>{count === 1 ? '1 submission' : `${formatCount(count)} submissions`}</h3>
      <Tooltip label="Take the selected one off the list">
        <ActionIcon
          size="sm"
          aria-label="Take the selected one off the list"
          disabled={!removable || running}
          onClick={() => selected !== null && grading.remove([selected])}
        >
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Empty the list">
        <ActionIcon
          size="sm"
          aria-label="Empty the list"
          disabled={running || count === 0}
          onClick={forget.ask}
        >
          <IconPlaylistX size={16} />
        </ActionIcon>
      </Tooltip>
      {forget.dialog}
      <Menu>
        <Menu.Target>
          <ActionIcon size="sm" aria-label="Add submissions" disabled={running}>
            <IconPlus size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {ADDITIONS.map(([what, label]) => (
            <Menu.Item key={what} onClick={() => void grading.add(what)}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
