import type { ConsoleHandlers } from '../../../src-shared/front-contract.ts';

/** What the command line is given for a run of the window. Reports are written when they are asked for. */
export function gradeArguments(
  { paths, rubric, command, only, seed, jobs, ports }: Parameters<ConsoleHandlers['grade.start']>[0],
  folder: string,
  resume: boolean,
): string[] {
  return [
    ...['grade', '--news', '--out', folder, '--format', ''],
    ...['--rubric', rubric, '--jobs', String(jobs), '--ports', ports],
    ...(resume ? ['--resume'] : []),
    ...(command === undefined ? [] : ['--command', command]),
    ...(only === undefined ? [] : ['--only', only.join(',')]),
    ...(seed === undefined ? [] : ['--seed', String(seed)]),
    // Behind this nothing is an option, whatever a file is called.
    '--',
    ...paths,
  ];
}
