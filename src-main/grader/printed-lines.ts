/** What a herd's servers print, line by line: what came since a moment can be told, the last lines of it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Evidence } from '../../src-shared/grading/evidence.ts';

export type OutputEvidence = Extract<Evidence, { kind: 'output' }>;

/** Of each server: a Python traceback and what led to it. All servers' together are little beside a check's evidence. */
export const PRINTED_LIMITS = { lines: 30, lineChars: 400 } as const;
/** What was printed because of an answer, or of none, is on its way when that has come. */
const QUIET_MS = 100;
/** Who prints without a pause is not waited for. */
const QUIET_LOOKS = 5;

interface Printed {
  count: number;
  readonly last: string[];
}

/** How many lines each server had printed at a moment. */
export type PrintedMark = ReadonlyMap<string, number>;

export class PrintedLines {
  readonly #servers = new Map<string, Printed>();

  add(server: string, line: string): void {
    const printed = this.#servers.get(server) ?? { count: 0, last: [] };
    this.#servers.set(server, printed);
    printed.count++;
    const { lines, lineChars } = PRINTED_LIMITS;
    printed.last.push(line.length > lineChars ? `${line.slice(0, lineChars)} …` : line);
    if (printed.last.length > lines) printed.last.shift();
  }

  mark(): PrintedMark {
    return new Map([...this.#servers].map(([server, { count }]) => [server, count]));
  }

  /** What was printed since then, as evidence. Servers that printed the same are named together. */
  since(mark: PrintedMark): OutputEvidence[] {
    const byText = new Map<string, { servers: string[]; lines: readonly string[] }>();
    for (const [server, { count, last }] of this.#servers) {
      const fresh = count - (mark.get(server) ?? 0);
      if (fresh === 0) continue;
      const lines = last.slice(-fresh);
      const same = byText.get(lines.join('\n'));
      if (same === undefined) byText.set(lines.join('\n'), { servers: [server], lines });
      else same.servers.push(server);
    }
    return [...byText.values()].map(({ servers, lines }) => ({
      kind: 'output',
      server: servers.join(', '),
      lines,
    }));
  }

  /** Waits until nothing more comes, for a moment that is longer on a busy machine. */
  async quiet(load: number, signal: AbortSignal): Promise<void> {
    for (let look = 0; look < QUIET_LOOKS && !signal.aborted; look++) {
      const before = this.#total;
      await delay(QUIET_MS * load, undefined, { signal }).catch(() => {});
      if (this.#total === before) return;
    }
  }

  get #total(): number {
    return [...this.#servers.values()].reduce((sum, { count }) => sum + count, 0);
  }
}
