/** What one fault costs, and what is none: a check about one field reads leniently what other checks look at. */
import { expect, it } from 'vitest';
import { CHECKS } from './checks/index.ts';
import { gradeHerd } from './testing/grade-herd.ts';
import type { WrongHerd } from './testing/herd-source.ts';

const FLOODED = ['flood.all', 'flood.many', 'flood.storm', 'down.single', 'down.midway', 'restart.tells'];

/** All in which the answer to an invalid line is looked at. */
const OF_REFUSALS = CHECKS.map(({ id }) => id).filter(
  (id) =>
    /^(?:invalid|line)\.|^whatsat\.(?:unknown|.*-(?:bad|limit))$|^framing\.(?:several|joined|order)$/.test(
      id,
    ) && id !== 'invalid.copy',
);

it.each([
  // Each once cost all that is flooded as well.
  ['first-line-skew-anew', 'whatsat.first-line', ['whatsat.origin', ...FLOODED]],
  ['first-line-own-name', 'whatsat.origin', ['whatsat.first-line', ...FLOODED]],
  ['error-without-space', 'invalid.copy', [...OF_REFUSALS, 'conc.slow-reader', 'log.lines']],
])('%s costs %s alone', async (herd, meant, others) => {
  const { result } = await gradeHerd(herd, [meant, ...others]);
  expect(result.checks.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id)).toEqual([meant]);
});

const SERVERS_ALONE: WrongHerd = {
  id: 'logs-servers-alone',
  base: 'line-loop',
  edits: [
    {
      find: "        logging.info('new connection from %s', peer)\n",
      replace: '        is_server = False\n',
    },
    {
      find: '                reply = await self.respond(line)\n',
      replace:
        "                if line.startswith(b'AT ') and not is_server:\n                    is_server = True\n                    logging.info('new connection from a server, %s', peer)\n                reply = await self.respond(line)\n",
    },
    {
      find: "            logging.info('dropped connection from %s', peer)\n",
      replace:
        "            if is_server:\n                logging.info('dropped connection from a server, %s', peer)\n",
    },
  ],
  fault: 'None: the course asks for notices of connections from other servers',
  caughtBy: '',
};

it.each([
  ['line-loop', 'line-loop'],
  ['one-command', 'one-command'],
  ['one of servers’ connections alone', SERVERS_ALONE],
])('a right log gets its points: %s', async (_, herd) => {
  const { result } = await gradeHerd(herd, ['log.lines', 'log.connections', 'log.peers', 'stop.clean']);
  expect(result.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
});

it('a herd that doesn’t catch up is told when its server was told of what it doesn’t know', async () => {
  const { result } = await gradeHerd('line-loop', ['restart.catches-up']);
  expect(result.checks.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(
      /^\w+ does not know a client that it was told of before it was started again within /,
    ),
  ]);
});

it('answers that come out of order are laid beside the order that they should have', async () => {
  const { result } = await gradeHerd('answers-out-of-order', ['framing.order']);
  const [check] = result.checks;
  expect(check).toMatchObject({ verdict: 'fail', reason: expect.stringContaining('in this order') });
  expect(check?.evidence).toContainEqual({
    kind: 'difference',
    difference: expect.objectContaining({
      offset: 0,
      expected: expect.stringMatching(/^AT /),
      got: expect.stringMatching(/^\? HELLO \w+\\nAT /),
    }),
  });
});
