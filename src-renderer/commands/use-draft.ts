/** The draft for the fields of the form: what it is, what will come of it, and how a part of it is changed. */
import { useMemo } from 'react';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import { ALL } from './command-store.ts';
import type { AskDraft, Draft, RawDraft, ReportDraft, Way } from './draft.ts';
import { type Forecast, forecastOf } from './forecast.ts';

export interface DraftParts {
  readonly iamat?: Partial<ReportDraft>;
  readonly whatsat?: Partial<AskDraft>;
  readonly raw?: Partial<RawDraft>;
  readonly way?: Partial<Way>;
}

export function useDraft(): readonly [Draft, (parts: DraftParts) => void] {
  const { commands } = useConsole();
  const draft = useView('commands', (view) => view.draft);
  const change = ({ iamat, whatsat, raw, way }: DraftParts): void => {
    const now = commands.getState().draft;
    commands.edit({
      ...now,
      iamat: { ...now.iamat, ...iamat },
      whatsat: { ...now.whatsat, ...whatsat },
      raw: { ...now.raw, ...raw },
      way: { ...now.way, ...way },
    });
  };
  return [draft, change];
}

/** The name of the server that the draft goes to, or `*`. */
export function useTarget(): string {
  const target = useView('commands', (view) => view.target);
  const servers = useSnapshot()?.servers ?? [];
  if (target === ALL) return ALL;
  return servers.find(({ name }) => name === target)?.name ?? servers[0]?.name ?? '';
}

export function useForecast(): Forecast {
  const [draft] = useDraft();
  const target = useTarget();
  return useMemo(() => {
    const now = Date.now();
    const moment = { seconds: Math.floor(now / 1_000), nanos: (now % 1_000) * 1_000_000 };
    return forecastOf(draft, target === ALL ? 'Each server' : target || 'The server', moment);
  }, [draft, target]);
}
