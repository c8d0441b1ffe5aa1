/** What a herd that could not be started is told: one reason of many servers', and what may be done about it. */
import { CheckFailure, CheckUnknown, ListensElsewhere } from './verdict.ts';

/**
 * Of what several servers' starts threw: what is the herd's own fault counts first, else the first thing that stood in
 * the way. Undefined: something that is neither, a fault of the grader's.
 */
export function startFailure(
  problems: readonly unknown[],
  servers: readonly string[],
): CheckFailure | CheckUnknown | undefined {
  const failures = problems.filter((problem) => problem instanceof CheckFailure);
  const [failure] = failures;
  const hint = portsHint(
    failures.filter((problem) => problem instanceof ListensElsewhere),
    servers,
  );
  if (failure !== undefined)
    return hint === undefined ? failure : new CheckFailure(failure.message, { hint });
  return problems.find((problem) => problem instanceof CheckUnknown);
}

function portsHint(elsewhere: readonly ListensElsewhere[], servers: readonly string[]): string | undefined {
  if (elsewhere.length === 0) return undefined;
  const ports = new Map(elsewhere.map(({ server, ports }) => [server, ports]));
  const pairs = servers.map((name) => `${name}=${ports.get(name)?.join(' or ') ?? 'PORT'}`);
  return `a server has to listen on the port that is its own. To grade it on those that it uses: --ports ${pairs.join(',')}. If it is written for other servers than ${servers.join(', ')}: --topology.`;
}

/** A reason for a whole submission, with its hint on a line of its own. */
export const withHint = (thrown: CheckFailure | CheckUnknown): string =>
  thrown instanceof CheckFailure && thrown.hint !== undefined
    ? `${thrown.message}\nHint: ${thrown.hint}`
    : thrown.message;
