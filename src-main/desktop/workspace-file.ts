/** The workspace on disk: one readable file, whole or not there, checked before anybody sees it. */
import { z } from 'zod';
import { type ErrorData, HerdError } from '../../src-shared/errors.ts';
import { DESKTOP_CONTRACT, type DesktopHandlers, FRONT_LIMITS } from '../../src-shared/front-contract.ts';
import type { Workspace, WorkspaceLoad } from '../../src-shared/front-types.ts';
import { readBounded, reasonOf, setAside, writeWhole } from './whole-file.ts';

/** What may be saved may be loaded: one schema for both ways. */
const schema = DESKTOP_CONTRACT['workspace.save'].request.shape.workspace;

export interface WorkspaceFile {
  /** What there was at the start; a broken one has been set aside by then. */
  readonly atStart: WorkspaceLoad;
  readonly handlers: Pick<DesktopHandlers, 'workspace.load' | 'workspace.save'>;
}

/** @param alsoTell what else was broken at the start: the page hears of it with the workspace, or with the next load */
export function openWorkspaceFile(
  path: string,
  alsoTell: readonly ErrorData[] = [],
  now = () => new Date(),
): WorkspaceFile {
  const atStart = load(path, now);
  const problems = [...(atStart.problem === null ? [] : [atStart.problem]), ...alsoTell];
  let { workspace } = atStart;
  return {
    atStart,
    handlers: {
      // A page that was reloaded gets what was saved last; each problem is told once.
      'workspace.load': () => ({ workspace, problem: problems.shift() ?? null }),
      'workspace.save': (request) => {
        save(path, request.workspace);
        workspace = request.workspace;
        return null;
      },
    },
  };
}

function load(path: string, now: () => Date): WorkspaceLoad {
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
