/** What an error says of a server that is down: how it ended, what it printed last, and what may help. */
import type { ErrorData } from '../../src-shared/errors.ts';

export interface CrashFacts {
  /** `exit code 1`, `signal SIGKILL`; absent where the program never ran. */
  readonly how: string | undefined;
  /** The last lines of its output. A server's text: hostile. */
  readonly output: readonly string[];
  /** The reason, where it isn't the output. */
  readonly why: string;
  /** Somebody else has its port: it can be given another. */
  readonly portTaken: boolean;
}

const OUTPUT = 'Its last lines were:\n';

export function crashFacts({ code, what, why }: ErrorData): CrashFacts {
  const printed = why.startsWith(OUTPUT);
  return {
    how: code === 'SERVER_CRASHED' ? /ended by itself: (.+)\.$/s.exec(what)?.[1] : undefined,
    output: printed ? why.slice(OUTPUT.length).split('\n') : [],
    why: printed ? '' : why,
    portTaken: code === 'PORT_IN_USE' || code === 'PORT_REFUSED',
  };
}
