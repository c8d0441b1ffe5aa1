/** An event as a line of the log: its kind in words, whom it concerns, and a text. */
import type { ErrorData } from '../../src-shared/errors.ts';
import type {
  Cause,
  EventOf,
  EventType,
  HerdEvent,
  LinkEndState,
  ServerState,
} from '../../src-shared/events/events.ts';
import type { GradingNews } from '../../src-shared/grading/grading-run.ts';
import { SCENARIO_PACE_WORDS } from '../ui/words.ts';

export const KIND_WORDS: Readonly<Record<EventType, string>> = {
  server: 'Server',
  link: 'Link',
  connection: 'Connection',
  line: 'Line',
  update: 'Update',
  ignored: 'Ignored',
  places: 'Places',
  output: 'Output',
  problem: 'Problem',
  swarm: 'Swarm',
  scenario: 'Scenario',
  grading: 'Grading',
  topology: 'Topology',
  summarised: 'Left out',
};

const causeText = (cause: Cause): string =>
  cause.kind === 'link' ? `over the link from ${cause.from}` : `from ${cause.kind} ${cause.peer}`;

const errorText = ({ what, code }: ErrorData): string => `${what} [${code}]`;

function serverText(state: ServerState): string {
  switch (state.kind) {
    case 'ready':
      return `ready on ${state.address.host}:${state.address.port}, process ${state.pid}`;
    case 'crashed':
      return `crashed: ${errorText(state.error)}`;
    case 'stopped':
      return state.how === 'killed' ? 'killed' : 'stopped';
    default:
      return state.kind;
  }
}

function linkText(neighbour: string, state: LinkEndState): string {
  if (state.kind !== 'broken') return `to ${neighbour}: ${state.kind}`;
  return `to ${neighbour}: broken, ${state.reason}; next try in ${Math.round(state.retryInMs)} ms`;
}

/** A line, and after an answer's AT line its JSON, as it went. */
export const wholeText = ({ text, body }: EventOf<'line'>): string =>
  body === undefined ? text : `${text}\n${body}`;

/** The whole of it, however long; the log cuts it for display. */
export function describeEvent(event: HerdEvent): string {
  switch (event.type) {
    case 'server':
      return serverText(event.state);
    case 'link':
      return linkText(event.neighbour, event.state);
    case 'connection':
      return `${event.peer} ${event.change}${event.reason === undefined ? '' : `: ${event.reason}`}`;
    case 'line':
      return `${event.direction === 'in' ? '←' : '→'} ${event.peer}  ${wholeText(event)}`;
    case 'update':
      return `${event.line}  (${causeText(event.cause)})`;
    case 'ignored':
      return `${event.client}: ${event.why} (${causeText(event.cause)})`;
    case 'places':
      return `${event.source}: ${event.results} places within ${event.radiusMetres} m, ${event.status}, ${Math.round(event.tookMs)} ms`;
    case 'output':
      return `${event.stream}: ${event.text}`;
    case 'problem':
      return errorText(event.error);
    case 'swarm':
      return event.swarm.kind === 'idle'
        ? 'the swarm has ended'
        : `${event.swarm.clients} clients, ${Math.round(event.swarm.achieved)} reports/s, ${event.swarm.failed} failed`;
    case 'scenario':
      return scenarioText(event.step);
    case 'grading':
      return event.batch.news.map(gradingText).join('; ');
    case 'topology':
      return `${event.title} is in force`;
    case 'summarised':
      return Object.entries(event.counts)
        .map(([type, count]) => `${count} × ${type}`)
        .join(', ');
  }
}

function scenarioText(step: Extract<HerdEvent, { type: 'scenario' }>['step']): string {
  if (step.kind === 'began') return `${step.title} began`;
  if (step.kind === 'ended') return `${step.result.title} ended: ${step.result.verdict}`;
  if (step.kind === 'paced')
    return step.waits ? 'The next step waits' : `Pace: ${SCENARIO_PACE_WORDS[step.pace]}`;
  return step.entries.map((entry) => ('text' in entry ? entry.text : entry.bytes)).join('; ');
}

function gradingText(news: GradingNews): string {
  switch (news.kind) {
    case 'planned':
      return `${news.plan.submissions.length} to be graded by ${news.plan.rubric.title}`;
    case 'judged':
      return `${news.name}: ${news.check}: ${news.verdict}`;
    case 'graded':
      return `${news.name}: ${news.points.earned} of ${news.points.possible} points`;
    case 'ended':
      return news.end.how === 'failed'
        ? `grading failed: ${errorText(news.end.error)}`
        : `grading ${news.end.how}`;
    case 'exported':
      return 'reports were exported';
    case 'submission':
      return `${news.name} begins`;
    case 'checking':
      return `${news.name}: ${news.check} begins`;
    case 'server':
      return `${news.name}: ${news.server} ${news.sight}`;
  }
}

/** The client that an event is about; undefined: none. Lines are hostile text: whatever stands there is only compared. */
export function clientOf(event: HerdEvent): string | undefined {
  if (event.type === 'update' || event.type === 'ignored') return event.client;
  if (event.type !== 'line') return undefined;
  const words = event.text.slice(0, 16_384).split(/\s+/, 5);
  if (words[0] === 'IAMAT' || words[0] === 'WHATSAT') return words[1];
  return words[0] === 'AT' ? words[3] : undefined;
}
