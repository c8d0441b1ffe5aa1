/** The last problem: what happened, why, and what to do next. */
import { useHerd, useHerdStore } from '../state/herd-context.ts';
import { STRINGS } from '../strings.ts';

export function Notice() {
  const problem = useHerd((view) => view.problem);
  const { dismiss } = useHerdStore();
  return (
    <div role="alert">
      {problem && (
        <div className="notice">
          <div>
            <p className="what">{problem.what}</p>
            <p>{problem.why}</p>
            <p>{problem.next}</p>
          </div>
          <button type="button" onClick={dismiss}>
            {STRINGS.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}
