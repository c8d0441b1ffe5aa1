/**
 * Every error that a person can meet: a stable code, what happened, why, and
 * what to do next. All texts stand here and nowhere else; tests match codes.
 */

interface ErrorText {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** The table of all errors. A new error is one more row; its details are its parameters. */
const TEXTS = {
  UNKNOWN_SERVER: (d: { name: string; known: readonly string[]; meant?: string }): ErrorText => ({
    what: `There is no server named “${d.name}” in this topology.`,
    why: `Its servers are: ${list(d.known)}. Names are case-sensitive.`,
    next: `${d.meant ? `Did you mean ${d.meant}? ` : ''}Use one of these names, or another --topology (\`herd topologies\` lists them).`,
  }),
  UNKNOWN_LINK: (d: { link: string; known: readonly string[]; meant?: string }): ErrorText => ({
    what: `There is no link “${d.link}” in this topology.`,
    why: `Its links are: ${list(d.known)}.`,
    next: `${d.meant ? `Did you mean ${d.meant}? ` : ''}Write a link as its two servers, as in Alford-Welsh.`,
  }),
  UNKNOWN_TOPOLOGY: (d: { id: string; known: readonly string[]; meant?: string }): ErrorText => ({
    what: `“${d.id}” is neither a built-in topology nor a file that can be read.`,
    why: `The built-in ones are: ${list(d.known)}.`,
    next: `${d.meant ? `Did you mean ${d.meant}? ` : ''}Name one of these, or the path of a topology file (\`herd topologies fall-2016\` shows the form).`,
  }),
  TOPOLOGY_INVALID: (d: { where: string; problem: string; meant?: string }): ErrorText => ({
    what: `The topology ${d.where} can’t be used: ${d.problem}.`,
    why: d.meant ?? 'A topology names its servers once each and links servers that it has.',
    next: 'Correct that place and try again; nothing was started.',
  }),
  FILE_UNREADABLE: (d: { path: string; reason: string }): ErrorText => ({
    what: `“${d.path}” can’t be read.`,
    why: d.reason,
    next: 'Choose another file, or mend what hinders reading this one.',
  }),
  FILE_UNWRITABLE: (d: { path: string; reason: string }): ErrorText => ({
    what: `“${d.path}” can’t be written.`,
    why: d.reason,
    next: 'Choose another place, or make this one writable.',
  }),
  SETTINGS_BROKEN: (d: { path: string; reason: string; aside: string }): ErrorText => ({
    what: `The settings “${d.path}” could not be used; the app started with its own.`,
    why: d.reason,
    next: `They were set aside as “${d.aside}”. Set what you need again in Settings.`,
  }),
  WORKSPACE_BROKEN: (d: { path: string; reason: string; aside: string }): ErrorText => ({
    what: `The workspace “${d.path}” could not be used; the app started with an empty one.`,
    why: d.reason,
    next: `It was set aside as “${d.aside}”. Mend it there and put it back, or go on without it.`,
  }),
  HERD_HIDDEN: (d: { title: string; reason: string; next: string }): ErrorText => ({
    what: `The herd “${d.title}” that was drawn is kept, and not shown.`,
    why: d.reason,
    next: `${d.next} If the herd that is shown is edited, the drawn one is put into a file of its own.`,
  }),
  HERD_ASIDE: (d: { title: string; path: string }): ErrorText => ({
    what: `The herd “${d.title}” was put into a file of its own.`,
    why: 'The herd that is shown instead of it was edited, and from now on the app comes back with that one.',
    next: `To have it back, open “${d.path}”.`,
  }),
  KEY_NOT_KEPT: (d: { path: string; reason: string }): ErrorText => ({
    what: 'The Places key can be used, but it could not be kept for the next start.',
    why: `“${d.path}”: ${d.reason}`,
    next: 'Make that place writable and enter the key again, or set GOOGLE_PLACES_API_KEY.',
  }),
  LINK_REFUSED: (d: { url: string }): ErrorText => ({
    what: `“${d.url}” is not opened.`,
    why: 'Only the web pages that the app itself names are.',
    next: 'Copy the address and open it in a browser, if you trust it.',
  }),
  NO_BELIEF: (d: { server: string; client: string; problem?: string }): ErrorText => ({
    what: `${d.server} gave no AT line for ${d.client}.`,
    why: d.problem ?? 'It refused the question: it doesn’t know this client.',
    next: 'Report the client to it, or see whether its links are up.',
  }),
  NO_LOG: (d: { server: string; reason: string }): ErrorText => ({
    what: `The log of ${d.server} can’t be shown.`,
    why: d.reason,
    next: 'Choose a log folder in Settings. A log begins when its server starts.',
  }),
  NO_DISPLAY: (_: Record<never, never>): ErrorText => ({
    what: 'There is no display to open a window on.',
    why: 'Neither DISPLAY nor WAYLAND_DISPLAY is set.',
    next: 'Start it in a desktop session, or on a display in memory (xvfb-run -a npm start), or without a window (npx herd serve).',
  }),
  PORT_IN_USE: (d: { server: string; host: string; port: number; holder?: string }): ErrorText => ({
    what: `Port ${d.port} on ${d.host}, which ${d.server} needs, is in use${d.holder ? ` by ${d.holder}` : ''}.`,
    why: 'Only one program can listen on a port, and nothing that the herd did not start is ever killed.',
    next: 'End that program, or choose other ports (--base-port N, or 0 for free ones).',
  }),
  PORT_REFUSED: (d: { server: string; host: string; port: number; reason: string }): ErrorText => ({
    what: `${d.server} can’t listen on ${d.host}:${d.port}.`,
    why: d.reason,
    next: 'Choose an address of this machine and a port that you may use (above 1023, unless root).',
  }),
  PORT_RANGE: (d: { port: string; servers: number }): ErrorText => ({
    what: `The base port ${d.port} can’t be used.`,
    why: `${d.servers} servers take ${d.servers} ports from it on; ports are whole numbers from 1 to 65535 (or a base of 0, for free ones).`,
    next: 'Choose a base port such as 12000.',
  }),
  BASE_PORT_LEFT: (d: { port: string; reason: string; instead: string }): ErrorText => ({
    what: `The base port ${d.port} of the settings is left out; this start uses ${d.instead}.`,
    why: d.reason,
    next: 'Choose another base port in Settings.',
  }),
  LOG_FOLDER: (d: { path: string; reason: string }): ErrorText => ({
    what: `The log folder “${d.path}” can’t be written.`,
    why: d.reason,
    next: 'Choose another (--log-dir, or Settings), or make this one writable. Nothing was changed.',
  }),
  LOG_STOPPED: (d: { path: string; reason: string }): ErrorText => ({
    what: `The log “${d.path}” can’t be written to any more.`,
    why: d.reason,
    next: 'Free some space. The server goes on, tries again, and then says how many lines are missing.',
  }),
  NOT_RUNNING: (d: { server: string; state: string }): ErrorText => ({
    what: `${d.server} isn’t running, it is ${d.state}.`,
    why: 'Only a running server can do that.',
    next: `Start it first: start ${d.server}.`,
  }),
  NOT_HOSTED: (d: { server: string; hosted: readonly string[] }): ErrorText => ({
    what: `${d.server} isn’t hosted here.`,
    why: `This process hosts ${list(d.hosted)}; what others host is theirs to start and kill.`,
    next: 'Do it where that server runs.',
  }),
  LINK_NOT_OURS: (d: { link: string; server: string }): ErrorText => ({
    what: `The link ${d.link} can’t be cut: ${d.server} dials addresses of its own.`,
    why: 'Its command has neither {neighbours} nor {topology}, so its connections don’t pass through the herd.',
    next: 'Give the command one of these placeholders, or kill a server instead.',
  }),
  RESTART_NEEDED: (d: { server: string; change: string }): ErrorText => ({
    what: `${d.server} goes on as it is until it is started again: ${d.change}.`,
    why: 'It runs as a process of its own, and a process is told such things when it starts.',
    next: `Start it again when that suits: restart ${d.server}. It forgets what it knows then.`,
  }),
  COMMAND_TEMPLATE: (d: { server: string; template: string; problem: string }): ErrorText => ({
    what: `The command of ${d.server} can’t be used: ${d.problem}.`,
    why: `It says: ${d.template}`,
    next: 'Placeholders are {name}, {port}, {host}, {neighbours} and {topology}.',
  }),
  PROGRAM_MISSING: (d: { server: string; program: string; reason: string }): ErrorText => ({
    what: `${d.server} can’t be started: the program “${d.program}” could not be run.`,
    why: d.reason,
    next: 'Install it, or correct the command template or its working directory.',
  }),
  SERVER_CRASHED: (d: { server: string; how: string; output: readonly string[] }): ErrorText => ({
    what: `${d.server} ended by itself: ${d.how}.`,
    why: d.output.length === 0 ? 'It printed nothing.' : `Its last lines were:\n${d.output.join('\n')}`,
    next: 'Mend the program, then start it again.',
  }),
  START_TIMEOUT: (d: {
    server: string;
    address: string;
    seconds: number;
    output: readonly string[];
  }): ErrorText => ({
    what: `${d.server} runs, but its port ${d.address} did not answer within ${d.seconds} s.`,
    why: d.output.length === 0 ? 'It printed nothing.' : `Its last lines were:\n${d.output.join('\n')}`,
    next: 'Check that it listens on the port it is given; it was ended.',
  }),
  SCENARIO_INVALID: (d: { where: string; problem: string; meant?: string }): ErrorText => ({
    what: `The scenario ${d.where} can’t be run: ${d.problem}.`,
    why: d.meant ?? 'A scenario has a title and a list of steps.',
    next: 'Correct that place and try again; nothing was started.',
  }),
  UNKNOWN_SCENARIO: (d: { id: string; known: readonly string[]; meant?: string }): ErrorText => ({
    what: `“${d.id}” is neither a built-in scenario nor a file that can be read.`,
    why: `The built-in ones are: ${list(d.known)}.`,
    next: `${d.meant ? `Did you mean ${d.meant}? ` : ''}Name one of these, or the path of a scenario file.`,
  }),
  RUBRIC_INVALID: (d: { where: string; problem: string; meant?: string }): ErrorText => ({
    what: `The rubric ${d.where} can’t be used: ${d.problem}.`,
    why: d.meant ?? 'A rubric has a title, a command, and sections with checks.',
    next: 'Correct that place and try again; nothing was started.',
  }),
  OVERRIDE_INVALID: (d: { where: string; problem: string; meant?: string }): ErrorText => ({
    what: `The verdict that “${d.where}” overrides can’t be used: ${d.problem}.`,
    why:
      d.meant ??
      'An override names a submission, a check of its rubric, pass, fail or unknown, and a reason.',
    next: 'Correct it and try again; every verdict is as it was.',
  }),
  UNKNOWN_RUBRIC: (d: { id: string; known: readonly string[]; meant?: string }): ErrorText => ({
    what: `“${d.id}” is neither a built-in rubric nor a file that can be read.`,
    why: `The built-in ones are: ${list(d.known)}.`,
    next: `${d.meant ? `Did you mean ${d.meant}? ` : ''}Name one of these, or the path of a rubric file.`,
  }),
  GRADING_RUNNING: (_: Readonly<Record<never, never>>): ErrorText => ({
    what: 'Submissions are being graded already.',
    why: 'One run at a time is watched; several submissions of one run can be graded at once.',
    next: 'Wait until it has ended, or stop it.',
  }),
  GRADING_ENDED: (d: { how: string; said: string }): ErrorText => ({
    what: `Grading broke off: its process ended with ${d.how}.`,
    why: d.said === '' ? 'It said nothing.' : `The last that it said:\n${d.said}`,
    next: 'What was graded before is kept: go on with the run.',
  }),
  NOT_GRADED: (d: { name: string }): ErrorText => ({
    what: `${d.name} has no result in the run that is shown.`,
    why: 'It has not been graded yet, or another run has begun since.',
    next: 'Wait until it is graded, or run it again.',
  }),
  SCENARIO_RUNNING: (d: { title: string }): ErrorText => ({
    what: `The scenario “${d.title}” is being run.`,
    why: 'One scenario at a time is played on the herd, and meanwhile nobody else may change the herd or send to it: its verdict would mean nothing.',
    next: 'Wait until it has ended, or stop it.',
  }),
  HERD_PUT_BACK: (d: { title: string }): ErrorText => ({
    what: `The herd is still being put back as it was before the scenario “${d.title}”.`,
    why: 'The scenario has ended, and a server takes its time to start again.',
    next: 'Try again in a moment.',
  }),
  SCENARIO_TOPOLOGY: (d: { scenario: string; topology: string; shown: string }): ErrorText => ({
    what: `The scenario ${d.scenario} is written for the topology “${d.topology}”, and the herd that is shown is “${d.shown}”.`,
    why: 'Its servers or its links are others, so what is expected of them would be wrong.',
    next: `Open the topology “${d.topology}”, then run it again; nothing was changed.`,
  }),
  CONNECT_FAILED: (d: { target: string; reason: string }): ErrorText => ({
    what: `No connection to ${d.target}.`,
    why: d.reason,
    next: 'Start it first (herd serve), or check the host, the port and --base-port.',
  }),
  REPLY_TIMEOUT: (d: { target: string; seconds: number }): ErrorText => ({
    what: `${d.target} did not answer within ${d.seconds} s.`,
    why: 'It may be paused, overloaded, or waiting for the rest of a line.',
    next: 'Try --timeout with more seconds, or --half-close if it answers only at end of stream.',
  }),
  CONNECTION_ENDED: (d: { target: string; answers: number; expected: number }): ErrorText => ({
    what: `${d.target} ended the connection after ${d.answers} of ${d.expected} answers.`,
    why: 'It was stopped or killed meanwhile, or it doesn’t answer what it was sent.',
    next: 'See whether it still runs, and what its log says.',
  }),
  PLACES_KEY_MISSING: (d: { source: string }): ErrorText => ({
    what: `The Places source ${d.source} needs an API key, and there is none.`,
    why: 'GOOGLE_PLACES_API_KEY is not set. WHATSAT is answered with status REQUEST_DENIED.',
    next: 'Set it (GOOGLE_PLACES_API_KEY=... herd serve), or use --places gazetteer.',
  }),
  PLACES_FAILED: (d: { source: string; problem: string }): ErrorText => ({
    what: `Places (${d.source}) gave no usable answer.`,
    why: d.problem,
    next: 'The asker got an answer in Google’s error form. Try again, or use --places gazetteer.',
  }),
  PLACES_URL: (d: { url: string; problem: string }): ErrorText => ({
    what: `“${d.url}” can’t be used as the address of a Places server.`,
    why: `${d.problem}.`,
    next: 'Give an address such as http://127.0.0.1:8080; the path of Google’s interface is put behind it.',
  }),
  GAZETTEER_MISSING: (d: { path: string; reason: string }): ErrorText => ({
    what: `The built-in gazetteer “${d.path}” can’t be read.`,
    why: d.reason,
    next: 'Build it again: npm run build.',
  }),
  USAGE: (d: { problem: string; help: string }): ErrorText => ({
    what: d.problem,
    why: 'The command line could not be understood.',
    next: d.help,
  }),
  BAD_REQUEST: (d: { command: string; problem: string }): ErrorText => ({
    what: `“${d.command}” was asked with a request that it doesn’t understand.`,
    why: d.problem,
    next: 'This is a fault of the program that asked; please report it.',
  }),
  INTERNAL: (d: { problem: string }): ErrorText => ({
    what: 'Something went wrong that should not have.',
    why: d.problem,
    next: 'Please report it with what you did before.',
  }),
} as const;

export type ErrorCode = keyof typeof TEXTS;
export type ErrorDetails<C extends ErrorCode> = Parameters<(typeof TEXTS)[C]>[0];

/** What crosses a process boundary: an error as plain data. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** An error that is meant for a person. `message` is what happened; `why` and `next` go below it. */
export class HerdError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'HerdError';
  readonly code: C;
  readonly why: string;
  readonly next: string;
  readonly details: ErrorDetails<C>;

  constructor(code: C, details: ErrorDetails<C>) {
    const text = (TEXTS[code] as (d: ErrorDetails<C>) => ErrorText)(details);
    super(text.what);
    this.code = code;
    this.why = text.why;
    this.next = text.next;
    this.details = details;
  }

  toData(): ErrorData {
    return { code: this.code, what: this.message, why: this.why, next: this.next };
  }
}

/** Any thrown thing as error data: ours unchanged, everything else as INTERNAL. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof HerdError) return thrown.toData();
  const problem = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new HerdError('INTERNAL', { problem }).toData();
}

/** An error as the lines that a terminal shows. */
export function describeError(error: ErrorData): string {
  return `${error.what} [${error.code}]\n  why:  ${error.why.replaceAll('\n', '\n        ')}\n  next: ${error.next}`;
}
