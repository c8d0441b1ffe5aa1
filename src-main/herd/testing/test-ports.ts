/**
 * Ports for herds under test. Not free ones of the system's choice: while a server is down, the system would give
 * its port to whoever asks for a free one next, and it couldn't be started again.
 */

/** Below what systems give out by themselves, above what well-known services have. */
const FIRST = 15_000;
const LAST = 31_000;

/** Each process begins elsewhere, so that those which test at the same time seldom meet. */
let next = FIRST + Math.floor(Math.random() * (LAST - FIRST));

/** The first of so many ports in a row. Another process may have some of them: then try with the next ones. */
export function nextPorts(count: number): number {
  if (next + count > LAST) next = FIRST;
  const first = next;
  next += count;
  return first;
}
