/** `herd serve` for people: ready lines and answers on stdout; hints, warnings and problems on stderr. */
import type { Exchange, HerdSnapshot, ServerSnapshot } from '../../src-shared/console-contract.ts';
import { describeError, type ErrorData } from '../../src-shared/errors.ts';
import type { HerdEvent, ServerState } from '../../src-shared/events/events.ts';
import { decodeText } from '../../src-shared/protocol/index.ts';
import { destinationHost } from '../../src-shared/topology/addresses.ts';
import { formatAddress } from '../../src-shared/topology/topology.ts';
import type { Cli } from './cli.ts';
import type { Answer, ServeFront } from './serve-front.ts';

type Outputs = Pick<Cli, 'stdout' | 'stderr'>;

/** `now` is the present time in seconds since 1970, for the line that the hint proposes. */
export function textFront({ stdout, stderr }: Outputs, now: () => number): ServeFront {
  const { yellow, red, dim } = stderr.paint;
  /** Before that, a server that can't start ends the command, whose error tells of it. */
  let allReady = false;
  return {
    wants: ['server', 'problem'],
    warn: (error) => stderr.line(`${yellow('warning:')} ${describeError(error)}`),
    ready(servers) {
      allReady = true;
      const lines = servers.map(({ name, host, port }) => `${name} ${formatAddress({ host, port })}`);
      stdout.line([...lines, 'ready'].join('\n'));
      for (const line of hint(servers, now())) stderr.line(dim(line));
    },
    events(batch) {
      if (!allReady) return;
      for (const event of batch) {
        const error = errorIn(event);
        if (error !== undefined) stderr.line(`${red(`${event.server}:`)} ${describeError(error)}`);
      }
    },
    answer(command, answer) {
      for (const line of answerLines(answer)) stdout.line(line);
      stdout.line(verdictLine(command, answer));
    },
  };
}

function errorIn(event: HerdEvent): ErrorData | undefined {
  if (event.type === 'problem') return event.error;
  return event.type === 'server' && event.state.kind === 'crashed' ? event.state.error : undefined;
}

/** How to talk to what now runs. */
function hint(servers: readonly ServerSnapshot[], now: number): string[] {
  const [first] = servers;
  if (first === undefined) return [];
  return [
    '',
    `Talk to a server, for example:  nc ${destinationHost(first.host)} ${first.port}`,
    `  report where a client is:     IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 ${now.toFixed(9)}`,
    '  ask what is within 10 km:     WHATSAT kiwi.cs.ucla.edu 10 5',
    'Commands here: kill NAME, start NAME, cut A-B, heal all, state, help. Ctrl-C ends the herd.',
    '',
  ];
}

/** One line, whatever happened, so that a program can wait for it. */
function verdictLine(command: string, answer: Answer): string {
  if (answer.kind !== 'error') return `ok ${command}`;
  const { code, what, why, next } = answer.error;
  return `error ${command}: ${[`${what} [${code}]`, why, next].join(' ').replace(/\s*\n\s*/g, ' ')}`;
}

function answerLines(answer: Answer): string[] {
  if (answer.kind === 'help') return answer.lines.map((line) => `  ${line}`);
  if (answer.kind === 'state') return stateLines(answer.state);
  return answer.kind === 'reply' ? replyLines(answer.exchange) : [];
}

function stateLines({ servers, links }: HerdSnapshot): string[] {
  const width = Math.max(0, ...servers.map(({ name }) => name.length), ...links.map(({ id }) => id.length));
  const ofServer = ({ name, state, host, port, hosted, counters }: ServerSnapshot): string => {
    const doing = hosted ? doingOf(state) : 'elsewhere';
    const known =
      counters === null ? '' : `  clients ${counters.clients}, connections ${counters.connections}`;
    return `  ${name.padEnd(width)}  ${doing.padEnd(10)}  ${formatAddress({ host, port })}${known}`;
  };
  return [...servers.map(ofServer), ...links.map(({ id, state }) => `  ${id.padEnd(width)}  ${state}`)];
}

/** Stopped (politely) and killed (at once) are told apart. */
const doingOf = (state: ServerState): string =>
  state.kind === 'stopped' && state.how !== 'never-started' ? state.how : state.kind;

/** What a server sends may be hostile: its control characters are shown, not obeyed. */
function replyLines({ received }: Exchange): string[] {
  const text = decodeText(received).replace(/\n$/, '');
  if (text === '') return [];
  return text.split('\n').map((line) => `< ${line.replace(/(?!\t)\p{Cc}/gu, escapeCharacter)}`);
}

const escapeCharacter = (character: string): string =>
  `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
