/** Runs something that takes a while, and while it runs, stops it: one button in one place. */
import { Button } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';

interface RunButtonProps {
  readonly running: boolean;
  /** It was asked to start or to stop, and has not yet. */
  readonly busy: boolean;
  /** Whether there is something to run. */
  readonly ready: boolean;
  onRun(): void;
  onStop(): void;
}

export function RunButton({ running, busy, ready, onRun, onStop }: RunButtonProps) {
  return running ? (
    <Button
      data-run-button
      color="red"
      variant="light"
      loading={busy}
      leftSection={<IconPlayerStopFilled size={14} />}
      onClick={onStop}
    >
      Stop
    </Button>
  ) : (
    <Button
      data-run-button
      disabled={!ready}
      loading={busy}
      leftSection={<IconPlayerPlayFilled size={14} />}
      onClick={onRun}
    >
      Run
    </Button>
  );
}
