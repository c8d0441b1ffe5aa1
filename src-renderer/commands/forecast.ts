/**
 * What a server that keeps to the protocol will answer, said before anything is sent. Invalid input is named at its
 * field and never prevented: breaking the rules on purpose is what the console is for.
 */
import { type Moment, PROTOCOL_LIMITS, parseLine, parseLocation } from '../../src-shared/protocol/index.ts';
import { type SentLine, sentLines } from '../../src-shared/recording/sent-lines.ts';
import { visible } from '../../src-shared/visible-bytes.ts';
import type { Draft } from './draft.ts';
import { fillInTimes } from './send-clock.ts';
import { type Written, writeDraft } from './write-draft.ts';

export type Field = 'client' | 'location' | 'time' | 'radius' | 'bound' | 'raw' | 'cuts';

export interface Forecast {
  readonly written: Written;
  /** What is wrong with a field, and what that comes to. */
  readonly problems: Readonly<Partial<Record<Field, string>>>;
  /** What will be answered, line by line; a few at most. */
  readonly answers: readonly { readonly line: number; readonly text: string }[];
  /** Some line breaks the protocol. */
  readonly invalid: boolean;
}

/** Bytes of an echoed line that are shown. */
const ECHO_BYTES = 48;
const MOST_ANSWERS = 4;
/** Lines that are looked at: more than anybody types. */
const MOST_LINES = 2_000;

export function forecastOf(draft: Draft, server: string, moment: Moment): Forecast {
  const written = writeDraft(draft, moment);
  if (!written.ok) {
    return { written, problems: { [written.field]: written.problem }, answers: [], invalid: false };
  }
  const lines = sentLines(written.bytes).slice(0, MOST_LINES);
  const refused = lines.find((line) => isRefused(line, draft.way.halfClose));
  const answer = refused ? `${server} will answer ${refusalOf(refused)}` : '';
  const problems = draft.form === 'raw' ? {} : fieldProblems(draft, moment);
  const marked = Object.fromEntries(
    Object.entries(problems).map(([field, why]) => [field, answer ? `${why} ${answer}.` : why]),
  );
  const texts = lines.slice(0, MOST_ANSWERS).map((line) => answerTo(line, draft.way.halfClose));
  if (lines.length > MOST_ANSWERS) texts.push(`and ${lines.length - MOST_ANSWERS} more lines`);
  const answers = texts.map((text, n) => ({ line: n + 1, text }));
  return { written, problems: marked, answers, invalid: refused !== undefined };
}

const isRefused = ({ parsed, end }: SentLine, halfClose: boolean): boolean =>
  parsed.kind === 'invalid' && (end !== 'none' || halfClose);

/** `“? …”`, as the line would be sent back. */
function refusalOf({ bytes, end }: SentLine): string {
  const inner = bytes.subarray(0, bytes.length - (end === 'CRLF' ? 2 : end === 'LF' ? 1 : 0));
  const echoed =
    inner.length > PROTOCOL_LIMITS.lineBytes ? inner.subarray(0, PROTOCOL_LIMITS.overlongEchoBytes) : inner;
  const cut = echoed.length > ECHO_BYTES;
  return `“? ${visible(echoed.subarray(0, ECHO_BYTES))}${cut ? '…' : ''}”`;
}

function answerTo(line: SentLine, halfClose: boolean): string {
  if (line.end === 'none' && !halfClose) return 'no answer: the line has no end yet';
  switch (line.parsed.kind) {
    case 'iamat':
      return 'the AT line of this report';
    case 'whatsat':
      return `the AT line of ${line.parsed.client} and places, or “? …” if it doesn’t know ${line.parsed.client}`;
    case 'at':
      return 'nothing: taken as a neighbour’s update';
    case 'blank':
      return 'nothing: the line is blank';
    case 'invalid':
      return refusalOf(line);
  }
}

function fieldProblems({ form, iamat, whatsat }: Draft, moment: Moment): Partial<Record<Field, string>> {
  const problems: Partial<Record<Field, string>> = {};
  const client = form === 'iamat' ? iamat.client : whatsat.client;
  const clientProblem = problemOfClient(client);
  if (clientProblem) problems.client = clientProblem;
  if (form === 'iamat') {
    if (!parseLocation(iamat.location)) {
      problems.location = 'Not ISO 6709 in degrees (latitude to ±90, longitude to ±180).';
    }
    const time = fillInTimes(iamat.time || '{now}', moment);
    if (parseLine(`IAMAT a +0+0 ${time}`).kind !== 'iamat') {
      problems.time = 'Not seconds since 1970, such as 1479413884.392014450.';
    }
    return problems;
  }
  if (parseLine(`WHATSAT a ${whatsat.radius} 0`).kind !== 'whatsat') {
    problems.radius = `Not 0 to ${PROTOCOL_LIMITS.radiusKm} km.`;
  }
  if (parseLine(`WHATSAT a 0 ${whatsat.bound}`).kind !== 'whatsat') {
    problems.bound = `Not a whole number, 0 to ${PROTOCOL_LIMITS.bound}.`;
  }
  return problems;
}

function problemOfClient(client: string): string | undefined {
  if (client === '') return 'A client needs a name.';
  const parsed = parseLine(`WHATSAT ${client} 0 0`);
  if (parsed.kind === 'whatsat' && parsed.client === client) return undefined;
  return 'A client’s name has no white space.';
}
