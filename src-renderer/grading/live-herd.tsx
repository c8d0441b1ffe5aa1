/** The herd that is being graded now: which servers are up, down or the grader's, and which check runs. */
import type { GradingPlan, ServerSight, SubmissionRun } from '../../src-shared/grading/grading-run.ts';
import { HerdDrawing, type ServerLook } from './herd-drawing.tsx';

const LOOKS: Readonly<Record<ServerSight, ServerLook>> = {
  up: { shape: '●', word: 'up', tone: 'good' },
  down: { shape: '', word: 'down', tone: 'off' },
  impersonated: { shape: '◆', word: 'the grader', tone: 'accent' },
};

export function LiveHerd({ plan, one }: { plan: GradingPlan; one: SubmissionRun }) {
  const sightOf = (server: string): ServerSight => one.servers[server] ?? 'down';
  const label = plan.topology.servers.map((server) => `${server} ${LOOKS[sightOf(server)].word}`).join(', ');
  const check = plan.checks.find(({ id }) => id === one.checking);
  const done = Object.keys(one.verdicts).length;
  return (
    <section className="live-herd" aria-label="The herd that is being graded">
      <HerdDrawing topology={plan.topology} label={label} lookOf={(server) => LOOKS[sightOf(server)]} />
      <div className="live-check">
        <span className="soft numbers">
          Check {Math.min(done + 1, plan.checks.length)} of {plan.checks.length}
        </span>
        <strong>{check?.title ?? 'Preparing'}</strong>
        {check && <span className="mono soft">{check.id}</span>}
      </div>
    </section>
  );
}
