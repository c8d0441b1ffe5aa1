/** One setting that is being changed: what was wrong with it is told at its own place. */
import { useState } from 'react';
import type { ErrorData } from '../../src-shared/errors.ts';
import type { FrontRequest } from '../../src-shared/front-contract.ts';
import { errorDataOf } from '../state/client.ts';
import { useConsole } from '../state/console-context.ts';

export interface Change {
  readonly busy: boolean;
  readonly error: ErrorData | null;
  /** Resolves to whether it worked. */
  run(act: () => Promise<unknown>): Promise<boolean>;
  set(part: FrontRequest<'settings.set'>): Promise<boolean>;
}

export function useChange(): Change {
  const { settings } = useConsole();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  const run = async (act: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      await act();
      return true;
    } catch (thrown) {
      setError(errorDataOf(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run, set: (part) => run(() => settings.change(part)) };
}

/** Why a field shows something else than what is kept. */
export const saidInstead = (option: string, kept: string): string =>
  ` ${option} says so for this start, instead of what is kept (${kept}), until it is changed here.`;

/** As one field's message. */
export const errorText = (error: ErrorData | null): string | null =>
  error && [error.what, error.why, error.next].filter(Boolean).join(' ');
