/** Finds out how a herd wants to be talked to. Framing itself is graded by its own checks. */
import { type Dialect, inputBytes } from './talk.ts';
import type { Trial } from './trial.ts';

/** The course's own way first. */
const CANDIDATES: readonly Omit<Dialect, 'closes'>[] = [
  { ending: 'half-close', lineEnd: '\n' },
  { ending: 'keep-open', lineEnd: '\n' },
  { ending: 'half-close', lineEnd: '\r\n' },
  { ending: 'keep-open', lineEnd: '\r\n' },
];
/** A herd that answers at all does so at once; one that doesn't must not take a minute here. */
const SECONDS = 2.5;

export interface FoundDialect {
  readonly dialect: Dialect;
  /** Whether the server answered anything in it. */
  readonly answers: boolean;
  /** In words, for the report. */
  readonly words: string;
}

/** Looks at `trial.server`. */
export async function findDialect(trial: Trial): Promise<FoundDialect> {
  const tried: { dialect: Dialect; score: number }[] = [];
  for (const candidate of CANDIDATES) {
    const found = await tryDialect(trial, candidate);
    if (found.score === BEST) return describe(found.dialect, true);
    tried.push(found);
  }
  const best = tried.reduce((a, b) => (b.score > a.score ? b : a));
  return describe(best.dialect, best.score > 0);
}

/** IAMAT answered with AT: 2, with something: 1; and as much for WHATSAT answered by anything. */
const BEST = 3;

async function tryDialect(
  trial: Trial,
  candidate: Omit<Dialect, 'closes'>,
): Promise<{ dialect: Dialect; score: number }> {
  const client = trial.client();
  const report = await converse(trial, `IAMAT ${client} ${trial.location()} ${trial.now()}`, candidate);
  if (report.text === '') return { dialect: { ...candidate, closes: false }, score: 0 };
  const ask = await converse(trial, `WHATSAT ${client} 10 5`, candidate);
  const score = (report.text.startsWith('AT ') ? 2 : 1) + (ask.text === '' ? 0 : 1);
  return { dialect: { ...candidate, closes: report.closed && (ask.closed || ask.text === '') }, score };
}

/** A half-closing client sees whether the server closes then; one that keeps its side open sees a first line. */
async function converse(
  trial: Trial,
  line: string,
  { ending, lineEnd }: Omit<Dialect, 'closes'>,
): Promise<{ text: string; closed: boolean }> {
  const client = await trial.open(trial.server);
  await client.send(inputBytes(line, lineEnd));
  const halfCloses = ending === 'half-close';
  if (halfCloses) client.halfClose();
  const answered = ({ received, end }: typeof client) =>
    end !== 'open' || (!halfCloses && received.includes(0x0a));
  await client.until(answered, SECONDS);
  const closed = halfCloses && client.end === 'closed';
  client.close();
  return { text: Buffer.from(client.received).toString('utf8'), closed };
}

function describe(dialect: Dialect, answers: boolean): FoundDialect {
  if (!answers) return { dialect, answers, words: 'it answered no kind of client' };
  const side = dialect.ending === 'half-close' ? 'ends its side after its commands' : 'keeps its side open';
  const end = dialect.lineEnd === '\n' ? 'LF' : 'CR LF';
  return { dialect, answers, words: `a client that ${side} and ends lines with ${end}` };
}
