/** How a server is hosted, as a form has it: texts, what is wrong with them, and the spec that they make. */
import { closestName } from '../../src-shared/closest-name.ts';
import type { ServerSpec } from '../../src-shared/topology/topology.ts';

export const HOSTINGS = ['here', 'own', 'command'] as const;
export type Hosting = (typeof HOSTINGS)[number];

export const HOSTING_WORDS: Readonly<Record<Hosting, { readonly label: string; readonly text: string }>> = {
  here: {
    label: 'Ours, in this process',
    text: 'The quickest to start; what it knows can be looked into at any time.',
  },
  own: {
    label: 'Ours, in a process of its own',
    text: 'Killed and paused by the system, as a student’s server would be. Takes half a second to start.',
  },
  command: {
    label: 'Any program',
    text: 'Yours, in any language: started by a command, its output kept, its links passed through the herd.',
  },
};

export const PLACEHOLDERS: readonly (readonly [string, string])[] = [
  ['{name}', 'the server’s name'],
  ['{host}', 'the address that it is to listen on'],
  ['{port}', 'the port that it is to listen on'],
  ['{neighbours}', 'NAME=HOST:PORT,… of the servers that it is linked to'],
  ['{topology}', 'the path of a file that says the same'],
];

export interface ServerDraft {
  readonly hosting: Hosting;
  readonly template: string;
  readonly cwd: string;
  /** `NAME=value`, one a line. */
  readonly env: string;
  readonly host: string;
  /** Blank: chosen by the herd. */
  readonly port: string;
}

export type DraftProblems = Readonly<Partial<Record<Exclude<keyof ServerDraft, 'hosting'>, string>>>;

export const hostingOf = ({ command, process }: ServerSpec): Hosting =>
  command ? 'command' : process === 'own' ? 'own' : 'here';

export const draftOf = (spec: ServerSpec): ServerDraft => ({
  hosting: hostingOf(spec),
  template: spec.command?.template ?? '',
  cwd: spec.command?.cwd ?? '',
  env: Object.entries(spec.command?.env ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join('\n'),
  host: spec.host ?? '',
  port: spec.port === undefined ? '' : String(spec.port),
});

const HOST = /^[A-Za-z0-9_.:%-]{1,255}$/;
const NAMES = PLACEHOLDERS.map(([name]) => name.slice(1, -1));

/** What is wrong with the braces of a text; the host checks all of it again. */
function braceProblem(text: string): string | undefined {
  for (const [piece, name] of text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[{}]/g)) {
    if (piece === '{{' || piece === '}}') continue;
    if (name === undefined) return `A lone ${piece} is written ${piece}${piece}.`;
    if (NAMES.includes(name)) continue;
    const meant = closestName(name, NAMES);
    return `There is no placeholder {${name}}.${meant ? ` Did you mean {${meant}}?` : ''}`;
  }
  return undefined;
}

function quoteProblem(text: string): string | undefined {
  const rest = text.replaceAll(/\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"/g, '');
  const open = /['"]/.exec(rest)?.[0];
  if (open) return `Its ${open} is never closed.`;
  return rest.endsWith('\\') ? 'It ends in a backslash.' : undefined;
}

const templateProblem = (text: string): string | undefined =>
  text.trim() === ''
    ? 'A command is needed, such as: python3 server.py {name} {port}'
    : (quoteProblem(text) ?? braceProblem(text));

const envLines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

function envProblem(text: string): string | undefined {
  for (const line of envLines(text)) {
    if (!/^[^=\s][^=]*=/.test(line)) return `“${line.slice(0, 40)}” is not written NAME=value.`;
    const problem = braceProblem(line.slice(line.indexOf('=') + 1));
    if (problem) return problem;
  }
  return undefined;
}

function portProblem(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port < 1 || port > 65_535 ? 'A port is a whole number from 1 to 65535.' : undefined;
}

export function draftProblems(draft: ServerDraft): DraftProblems {
  const byProgram = draft.hosting === 'command';
  const found: Record<string, string | undefined> = {
    host:
      draft.host.trim() === '' || HOST.test(draft.host.trim()) ? undefined : 'Not a host’s name or address.',
    port: portProblem(draft.port),
    ...(byProgram && { template: templateProblem(draft.template), env: envProblem(draft.env) }),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

/** The spec that a draft without problems makes. */
export function specOf(name: string, draft: ServerDraft): ServerSpec {
  const [host, port, cwd] = [draft.host.trim(), draft.port.trim(), draft.cwd.trim()];
  const env = Object.fromEntries(
    envLines(draft.env).map((line) => [
      line.slice(0, line.indexOf('=')).trim(),
      line.slice(line.indexOf('=') + 1),
    ]),
  );
  return {
    name,
    ...(host !== '' && { host }),
    ...(port !== '' && { port: Number(port) }),
    ...(draft.hosting === 'own' && { process: 'own' as const }),
    ...(draft.hosting === 'command' && {
      command: {
        template: draft.template.trim(),
        ...(cwd !== '' && { cwd }),
        ...(Object.keys(env).length > 0 && { env }),
      },
    }),
  };
}

/** It doesn't tell its neighbours: its links can't be cut, and it dials addresses of its own. */
export const dialsItself = (draft: ServerDraft): boolean =>
  draft.hosting === 'command' && !/\{(neighbours|topology)\}/.test(draft.template + draft.env);
