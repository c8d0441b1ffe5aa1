/** Records what is done by hand, and shows that it does. */
import { Button } from '@mantine/core';
import { IconPlayerRecordFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { useConsole, useView } from '../state/console-context.ts';
import { formatCount } from '../ui/format.ts';
import { finishRecording } from './scenario-files.ts';
import { isRunning } from './scenario-store.ts';

export function RecordButton() {
  const stores = useConsole();
  const recording = useView('recorder', (view) => view.recording);
  const running = useView('scenarios', isRunning);
  if (recording === null) {
    return (
      <Button
        variant="default"
        disabled={running}
        leftSection={<IconPlayerRecordFilled size={14} className="record-mark" />}
        onClick={() => stores.recorder.start()}
      >
        Record
      </Button>
    );
  }
  return (
    <Button
      variant="light"
      color="red"
      leftSection={<IconPlayerStopFilled size={14} />}
      onClick={() => finishRecording(stores)}
    >
      End recording
    </Button>
  );
}

/** What is being recorded, or what is to be known about what was. */
export function RecordNote() {
  const recording = useView('recorder', (view) => view.recording);
  const note = useView('recorder', (view) => view.note);
  if (recording === null && note === null) return null;
  return (
    <p className="scenario-note" role="status">
      {recording === null ? (
        note
      ) : (
        <>
          <IconPlayerRecordFilled size={13} className="record-mark" aria-hidden="true" />
          <span>
            Recording: {formatCount(recording.things)} {recording.things === 1 ? 'thing' : 'things'} done.
            {recording.things === 0 && ' Start, kill, cut or send something; each becomes a step.'}
            {recording.leftOut > 0 &&
              ` ${formatCount(recording.leftOut)} more are too many for one recording.`}
          </span>
        </>
      )}
    </p>
  );
}
