/** A run of a scenario as its news tell it: one fold, for the console that is asked for it and the page that shows it. */
import type { ScenarioEntry, ScenarioNews, ScenarioPace, ScenarioResult } from './front-types.ts';

export interface ScenarioRun {
  readonly run: number;
  /** A file's name. */
  readonly name: string;
  readonly title: string;
  /** The text that is run, for telling whether it is the one that is shown. */
  readonly text: string;
  readonly pace: ScenarioPace;
  /** The next step is done when it is asked for. */
  readonly waits: boolean;
  readonly entries: readonly ScenarioEntry[];
  /** Older entries that are no longer kept. */
  readonly dropped: number;
  /** The line of the step that was begun last. */
  readonly line: number | null;
  /** Null: it is under way. */
  readonly result: ScenarioResult | null;
}

/** As many as a transcript of the host has. */
export const ENTRIES_KEPT = 20_000;

/**
 * A run after one piece of news. News of a later run begin that; what is known already is not taken twice, so that a
 * run that was asked for goes on with the news that were under way meanwhile.
 */
export function advanceRun(run: ScenarioRun | null, news: ScenarioNews): ScenarioRun {
  if (run !== null && news.run < run.run) return run;
  const now = run?.run === news.run ? run : begun(news);
  switch (news.kind) {
    case 'began':
      return now;
    case 'paced':
      return { ...now, pace: news.pace, waits: news.waits };
    case 'ended':
      return { ...now, title: news.result.title, waits: false, result: news.result };
    case 'entries':
      return withEntries(now, news.before, news.entries);
  }
}

function begun(news: ScenarioNews): ScenarioRun {
  const { name, title, text, pace } =
    news.kind === 'began'
      ? news
      : { name: 'scenario.yaml', title: 'A scenario', text: '', pace: 'fast' as const };
  return {
    run: news.run,
    name,
    title,
    text,
    pace,
    waits: false,
    entries: [],
    dropped: 0,
    line: null,
    result: null,
  };
}

function withEntries(run: ScenarioRun, before: number, entries: readonly ScenarioEntry[]): ScenarioRun {
  const known = run.dropped + run.entries.length;
  const fresh = entries.slice(Math.max(0, known - before));
  if (fresh.length === 0) return run;
  // Entries that were told before anybody here listened count as no longer kept.
  const missed = Math.max(0, before - known);
  const all = missed > 0 ? fresh : [...run.entries, ...fresh];
  const over = Math.max(0, all.length - ENTRIES_KEPT);
  const step = fresh.findLast((entry) => entry.kind === 'step');
  return {
    ...run,
    entries: over > 0 ? all.slice(over) : all,
    dropped: (missed > 0 ? before : run.dropped) + over,
    line: step?.line ?? run.line,
  };
}
