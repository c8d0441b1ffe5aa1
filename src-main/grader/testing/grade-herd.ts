/** Grades one of the test herds in this process, for proofs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SubmissionResult } from '../../../src-shared/grading/results.ts';
import { findPreset } from '../../../src-shared/topology/presets.ts';
import { claimAddress } from '../../ground/free-port.ts';
import { type GradingEvent, gradeSubmission } from '../grade-submission.ts';
import { loadRubric } from '../rubric.ts';
import { findSubmission } from '../submission.ts';
import { type RightHerd, type WrongHerd, writeHerd } from './herd-source.ts';
import { RIGHT_HERDS } from './right-herds.ts';
import { WRONG_HERDS } from './wrong-herds.ts';

export interface GradedHerd {
  readonly result: SubmissionResult;
  readonly events: readonly GradingEvent[];
  readonly ports: readonly number[];
}

function findHerd(id: string): RightHerd | WrongHerd {
  const herd = [...RIGHT_HERDS, ...WRONG_HERDS].find((one) => one.id === id);
  if (herd === undefined) throw new Error(`there is no test herd “${id}”`);
  return herd;
}

/** Runs the checks `only` on the herd, on free ports. */
export async function gradeHerd(
  which: string | WrongHerd,
  only: readonly string[],
  seed = 1,
  onEvent: (event: GradingEvent) => void = () => {},
): Promise<GradedHerd> {
  const herd = typeof which === 'string' ? findHerd(which) : which;
  const { id } = herd;
  const base = RIGHT_HERDS.find((one) => one.id === herd.base);
  const rubric = await loadRubric('cs131');
  const preset = findPreset('fall-2016');
  if (base === undefined || preset === undefined) throw new Error('there is no such herd or topology');
  const folder = await mkdtemp(join(tmpdir(), 'herd-proof-'));
  const events: GradingEvent[] = [];
  const ports: number[] = [];
  for (let i = 0; i < 5; i++) {
    ports.push((await claimAddress('x', { host: '127.0.0.1', port: 0 }, Math.random)).port);
  }
  try {
    await writeHerd(herd, join(folder, id), ports);
    const result = await gradeSubmission({
      submission: await findSubmission(join(folder, id)),
      rubric,
      topology: preset.topology,
      command: base.command,
      env: {},
      ports: 'own',
      seed,
      checks: rubric.checks.filter((check) => only.includes(check.id)),
      reproduce: (check) => `again ${check}`,
      signal: new AbortController().signal,
      onEvent: (event) => {
        events.push(event);
        onEvent(event);
      },
    });
    return { result, events, ports };
  } finally {
    await rm(folder, { recursive: true });
  }
}
