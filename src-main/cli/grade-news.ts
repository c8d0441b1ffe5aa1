/**
 * `herd grade --news`: what happens as JSON lines, for a program that shows it. It is one that has started us, so the
 * end of our stdin says that it is gone, or wants no more: no grading goes on for nobody.
 */
import type { GradingNews } from '../../src-shared/grading/grading-run.ts';
import type { GradingEvent, SubmissionResult } from '../grader/index.ts';
import type { Cli } from './cli.ts';
import type { Ending } from './ending.ts';

export const tellNews = ({ stdout }: Pick<Cli, 'stdout'>, news: GradingNews): void =>
  stdout.line(JSON.stringify(news));

/** Only what is small: evidence is in the folder of finished results. */
export function newsOf(event: GradingEvent): GradingNews {
  switch (event.type) {
    case 'submission':
      return { kind: 'submission', name: event.name };
    case 'checking':
      return { kind: 'checking', name: event.name, check: event.check };
    case 'check':
      return {
        kind: 'judged',
        name: event.name,
        check: event.result.id,
        verdict: event.result.verdict,
      };
    case 'server':
      return { kind: 'server', name: event.name, server: event.server, sight: event.sight };
  }
}

export const gradedNews = (result: SubmissionResult): GradingNews => ({
  kind: 'graded',
  name: result.name,
  points: { earned: result.earned, possible: result.possible, undecided: result.undecided },
  problem: result.problem ?? null,
  verdicts: Object.fromEntries(result.checks.map(({ id, verdict }) => [id, verdict])),
  overridden: [],
});

/** Ends with our stdin. Returns how to stop listening. */
export function endWithInput({ stdin }: Pick<Cli, 'stdin'>, ending: Ending): () => void {
  const stop = new AbortController();
  const listen = async (): Promise<void> => {
    for await (const _ of stdin.chunks(stop.signal));
    if (!stop.signal.aborted) ending.ask();
  };
  listen().catch((error: unknown) => ending.crash(error));
  return () => stop.abort();
}
