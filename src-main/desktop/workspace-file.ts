/**
 * The workspace on disk: one readable file, whole or not there, checked before anybody sees it. A drawn herd is never
 * overwritten by one that a start merely showed instead.
 */
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type ErrorData, HerdError } from '../../src-shared/errors.ts';
import { DESKTOP_CONTRACT, type DesktopHandlers, FRONT_LIMITS } from '../../src-shared/front-contract.ts';
import type { HiddenHerd, Workspace } from '../../src-shared/front-types.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { writeTopology } from '../../src-shared/topology/topology-file.ts';
import { fileDate, readBounded, reasonOf, setAside, writeWhole } from './whole-file.ts';

/** What may be saved may be loaded: one schema for both ways. */
const schema = DESKTOP_CONTRACT['workspace.save'].request.shape.workspace;

export interface WorkspaceFile {
  /** What there was at the start; a broken one has been set aside by then. */
  readonly atStart: AtStart;
  /** What else is wrong with what is kept: the page hears of it with the workspace. */
  alsoTell(problem: ErrorData): void;
  /** This start shows another herd than what the next one is to come back with. */
  showInstead(instead: ShownInstead): void;
  readonly handlers: Pick<DesktopHandlers, 'workspace.load' | 'workspace.save'>;
}

export interface ShownInstead {
  readonly shown: Topology;
  /** What the next start comes back with, unless the shown one is edited. */
  readonly kept: Topology;
  /** Null: nobody drew what is kept, so it isn't spoken of. */
  readonly why: ErrorData | null;
}

interface AtStart {
  readonly workspace: Workspace | null;
  /** The broken file was set aside; this says where and why. */
  readonly problem: ErrorData | null;
}

export function openWorkspaceFile(path: string, now = () => new Date()): WorkspaceFile {
  const atStart = load(path, now);
  const problems = atStart.problem === null ? [] : [atStart.problem];
  let { workspace } = atStart;
  let instead: (ShownInstead & Pick<Workspace, 'positions'>) | undefined;
  /** Where the drawn herd was put, until that has been told. */
  let aside: ErrorData | null = null;

  const hidden = (): HiddenHerd | null =>
    instead?.why ? { topology: instead.kept, positions: instead.positions, why: instead.why } : null;

  return {
    atStart,
    alsoTell(problem) {
      problems.push(problem);
    },
    showInstead(given) {
      instead = { ...given, positions: workspace?.positions ?? {} };
      // Cards of the drawn herd may have the same names, and don't stand where these are to.
      if (workspace) workspace = { ...workspace, topology: given.shown, positions: {} };
    },
    handlers: {
      // A page that was reloaded gets what was saved last; each problem is told once.
      'workspace.load': () => ({ workspace, problems: problems.splice(0), hidden: hidden() }),
      'workspace.save': (request) => {
        const asked = request.workspace;
        if (instead && isDeepStrictEqual(asked.topology, instead.shown)) {
          save(path, { ...asked, topology: instead.kept, positions: instead.positions });
        } else {
          const lost = instead?.why && !isDeepStrictEqual(asked.topology, instead.kept);
          if (instead && lost) aside = putAside(path, instead.kept, now());
          instead = undefined;
          save(path, asked);
        }
        workspace = asked;
        const told = aside;
        aside = null;
        return told;
      },
    },
  };
}

/** Into a topology file that the window opens. @throws HerdError FILE_UNWRITABLE; nothing is lost then */
function putAside(beside: string, topology: Topology, now: Date): ErrorData {
  const path = join(dirname(beside), `herd.kept-${fileDate(now)}.yaml`);
  try {
    writeWhole(path, writeTopology(topology));
  } catch (thrown) {
    throw new HerdError('FILE_UNWRITABLE', { path, reason: reasonOf(thrown) });
  }
  return new HerdError('HERD_ASIDE', { title: topology.title, path }).toData();
}

function load(path: string, now: () => Date): AtStart {
  try {
    const bytes = readBounded(path, FRONT_LIMITS.workspaceChars);
    if (bytes === undefined) return { workspace: null, problem: null };
    const parsed = schema.safeParse(JSON.parse(bytes.toString()));
    if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
    return { workspace: parsed.data, problem: null };
  } catch (thrown) {
    const aside = setAside(path, now());
    const problem = new HerdError('WORKSPACE_BROKEN', { path, reason: reasonOf(thrown), aside });
    return { workspace: null, problem: problem.toData() };
  }
}

function save(path: string, workspace: Workspace): void {
  const refuse = (reason: string) => new HerdError('FILE_UNWRITABLE', { path, reason });
  let bytes: Buffer;
  try {
    bytes = Buffer.from(`${JSON.stringify(workspace, null, 2)}\n`);
  } catch (thrown) {
    throw refuse(reasonOf(thrown));
  }
  if (bytes.length > FRONT_LIMITS.workspaceChars) {
    throw refuse(`It would be larger than ${FRONT_LIMITS.workspaceChars} bytes.`);
  }
  try {
    writeWhole(path, bytes);
  } catch (thrown) {
    throw refuse(reasonOf(thrown));
  }
}
