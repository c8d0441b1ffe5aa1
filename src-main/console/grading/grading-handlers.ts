import type { ConsoleHandlers } from '../../../src-shared/front-contract.ts';
import type { Grading } from './grading.ts';

type GradingHandlers = Pick<ConsoleHandlers, Extract<keyof ConsoleHandlers, `grade.${string}`>>;

/** The grader is loaded when it is first asked for: the window opens sooner without its checks. */
const grader = () => import('../../grader/index.ts');

export const gradingHandlers = (grading: Grading): GradingHandlers => ({
  'grade.rubrics': async () => (await grader()).builtInRubrics(),
  'grade.rubric': async ({ rubric }) => {
    const { listingOf, loadRubric } = await grader();
    const { id, title, command, countsBeyond, checks } = await loadRubric(rubric);
    return { id, title, command, countsBeyond, checks: checks.map(listingOf) };
  },
  'grade.start': (request) => grading.start(request),
  'grade.goOn': (request) => grading.goOn(request),
  'grade.forget': async () => {
    await grading.forget();
    return null;
  },
  'grade.stop': async () => {
    await grading.stop();
    return null;
  },
  'grade.state': async () => {
    await grading.restore();
    return grading.state;
  },
  'grade.read': ({ run, submission }) => grading.read(run, submission),
  'grade.override': async (request) => {
    await grading.override(request);
    return grading.read(request.run, request.submission);
  },
  'grade.export': (request) => grading.export(request),
});
