/** Runs a list of steps, one after the other. */
import type { Play } from './play.ts';
import type { Step } from './step-kind.ts';

export async function runSteps(steps: readonly Step[], play: Play): Promise<void> {
  for (const step of steps) {
    play.signal.throwIfAborted();
    const { line, text, note } = step;
    play.transcript.add({ kind: 'step', line, text, ...(note === undefined ? {} : { note }) });
    try {
      await play.beforeStep();
      await step.run(play.withDeadline(step.within));
    } catch (thrown) {
      play.blame(step);
      throw thrown;
    }
  }
}
