/** Checks of one server, against servers in this process that do just what is asked here. */
import { expect, it } from 'vitest';
import type { Check } from '../check.ts';
import { COURSE_DIALECT, type Dialect } from '../talk.ts';
import { checkOne } from '../testing/one-server.ts';
import { framingJoined } from './framing-joined.ts';
import { framingSeveral } from './framing-several.ts';
import { iamatSkewPlain } from './iamat-skew-plain.ts';
import { CHECKS } from './index.ts';
import { invalidCopy } from './invalid-copy.ts';
import { invalidFields } from './invalid-fields.ts';
import { lineCrlf } from './line-crlf.ts';
import { placesSlow } from './places-slow.ts';
import { whatsatBound } from './whatsat-bound.ts';
import { whatsatRadiusLimit } from './whatsat-radius-limit.ts';

const KEEP_OPEN: Dialect = { ending: 'keep-open', lineEnd: '\n', closes: false };

function answer(line: string, diff = '+0.5'): string {
  const [command, ...fields] = line.trim().split(' ');
  const isReport = command === 'IAMAT' && /^[\d.]+$/.test(fields.at(-1) ?? '');
  return isReport ? `AT Ball ${diff} ${fields.join(' ')}\n` : `? ${line}\n`;
}

it('a difference with two signs costs no point for its being plain, however small it is', async () => {
  const outcome = await checkOne(iamatSkewPlain, {
    answer: (line) => answer(line, '+-0.00002'),
    dialect: COURSE_DIALECT,
  });
  expect(outcome).toMatchObject({ verdict: 'pass', reason: '' });
});

it('what comes behind the copy of an invalid line is seen where the connection stays open, too', async () => {
  expect(await checkOne(invalidCopy, { answer, dialect: KEEP_OPEN })).toMatchObject({ verdict: 'pass' });
  expect(await checkOne(invalidCopy, { answer, farewell: 'and more\n', dialect: KEEP_OPEN })).toMatchObject({
    verdict: 'fail',
    hint: 'Behind the copy and its line end comes nothing more.',
  });
});

/** The checks in which a line has to be refused for what it is. */
const KINDS = CHECKS.filter(
  ({ id }) =>
    (id.startsWith('invalid.') && id !== 'invalid.copy') ||
    /^whatsat\.(?:unknown|.*-(?:bad|limit))$/.test(id),
);

const NUMBER = /^\d+(?:\.\d+)?$/;
const LOCATION = /^[+-](\d+(?:\.\d+)?)[+-](\d+(?:\.\d+)?)$/;
const JSON_BELOW = '{"html_attributions": [], "results": [], "status": "OK"}\n\n';

/** A server that does what is asked; `refuse` is what it answers to a line that is invalid. */
function herd(
  refuse: (line: string, command: string) => string,
  asNumber = (text: string) => (NUMBER.test(text) ? Number(text) : Number.NaN),
): (line: string) => string {
  const known = new Map<string, string>();
  return (line) => {
    const [command = '', client = '', second = '', third = '', ...more] = line.trim().split(/\s+/);
    const isWhole = third !== '' && more.length === 0;
    const [, latitude = '91', longitude = '181'] = LOCATION.exec(second) ?? [];
    if (
      command === 'IAMAT' &&
      isWhole &&
      NUMBER.test(third) &&
      Number(latitude) <= 90 &&
      Number(longitude) <= 180
    ) {
      known.set(client, `AT Ball +0.5 ${client} ${second} ${third}\n`);
      return known.get(client) ?? '';
    }
    const [radius, bound] = [asNumber(second), asNumber(third)];
    const isAllowed = radius >= 0 && radius <= 50 && bound >= 0 && bound <= 20 && Number.isInteger(bound);
    if (command === 'WHATSAT' && isWhole && isAllowed && known.has(client))
      return `${known.get(client)}${JSON_BELOW}`;
    return refuse(line, command);
  };
}

const verdictsOf = async (checks: readonly Check[], answer: (line: string) => string) =>
  Promise.all(
    checks.map(async (check) => {
      const { verdict, reason } = await checkOne(check, { answer, dialect: COURSE_DIALECT });
      return `${check.id} ${verdict} ${reason}`;
    }),
  );

it('there are such checks, and a right server passes them', async () => {
  expect(KINDS.length).toBeGreaterThanOrEqual(10);
  const verdicts = await verdictsOf(
    [...KINDS, invalidCopy],
    herd((line) => `? ${line}\n`),
  );
  expect(verdicts.filter((text) => !/ pass $/.test(text))).toEqual([]);
});

it('a question mark without the blank costs the check of the form alone', async () => {
  const answer = herd((line) => `?${line}\n`);
  const others = [...KINDS, lineCrlf, framingJoined, framingSeveral];
  expect((await verdictsOf(others, answer)).filter((text) => !/ pass $/.test(text))).toEqual([]);
  expect(await verdictsOf([invalidCopy], answer)).toEqual([expect.stringMatching(/ fail .*a blank/)]);
});

it('the form is looked at for each kind of line', async () => {
  for (const meant of ['IAMAT', 'WHATSAT', 'WHEREIS', 'iamat'])
    expect(
      await verdictsOf(
        [invalidCopy],
        herd((line, command) => (command === meant ? `?${line}\n` : `? ${line}\n`)),
      ),
    ).toEqual([expect.stringMatching(/^invalid\.copy fail /)]);
});

it.each<[string, (line: string) => string]>([
  ['answers every line with a question mark', (line) => `? ${line}\n`],
  ['refuses without the line', herd(() => '?\n')],
  ['refuses with something else', herd((line) => `ERROR ${line}\n`)],
  ['refuses, and takes it all the same', herd((line) => `? ${line}\nAT Ball +0.5 a +1-1 5\n`)],
  ['gives the line back', herd((line) => `${line}\n`)],
  ['gives no answer', herd(() => '')],
])('a server that %s passes none of them', async (_, answer) => {
  const verdicts = await verdictsOf([...KINDS, invalidCopy], answer);
  expect(verdicts.filter((text) => !/ fail /.test(text))).toEqual([]);
});

it('an answer that is no refusal is told', async () => {
  const verdicts = await verdictsOf(
    KINDS,
    herd(() => 'ERROR\n'),
  );
  expect(verdicts.filter((text) => !/ answered .* with “ERROR\\n”, not with /.test(text))).toEqual([]);
});

it('a refusal in another form is told of where it costs no point', async () => {
  const answer = herd((line) => `?${line}\n`);
  const { evidence } = await checkOne(invalidFields, { answer, dialect: COURSE_DIALECT });
  expect(evidence).toContainEqual({
    kind: 'note',
    text: expect.stringMatching(/refused 7 of 7 lines in another form, as with “\?IAMAT\\n”/),
  });
});

it('numbers in another notation are numbers', async () => {
  const answer = herd((line) => `? ${line}\n`, Number);
  const checks = KINDS.filter(({ id }) => id.endsWith('-bad'));
  expect((await verdictsOf(checks, answer)).filter((text) => !/ pass $/.test(text))).toEqual([]);
});

const breaksOff = (line: string): string => (line.startsWith('WHATSAT') ? '' : answer(line));

it.each([whatsatBound, placesSlow])(
  '$id fails a server that can be heard and gives WHATSAT no answer',
  async (check) => {
    const server = { answer: breaksOff, dialect: COURSE_DIALECT };
    expect(await checkOne(check, { ...server, redirectsPlaces: true })).toMatchObject({
      verdict: 'fail',
      reason: 'Ball did not answer WHATSAT',
    });
    // It may have failed for want of an answer of Google's.
    expect(await checkOne(check, server)).toMatchObject({ verdict: 'unknown', lacking: true });
  },
);

it('a server that answers as if it had asked Places, which heard nothing, is not judged by it', async () => {
  const asIf = (line: string): string =>
    line.startsWith('WHATSAT') ? `AT Ball +0.5 ${line.split(' ')[1]} +1.0-1.0 1\n{}\n\n` : answer(line);
  const outcome = await checkOne(whatsatBound, {
    answer: asIf,
    dialect: COURSE_DIALECT,
    redirectsPlaces: true,
  });
  expect(outcome).toMatchObject({ verdict: 'unknown', lacking: true });
});

it.each([
  ['', 'did not answer a WHATSAT with a radius of 50 km'],
  ['? no\n', 'refused a WHATSAT with a radius of 50 km'],
  ['sorry\n', 'answered a WHATSAT with a radius of 50 km, which is allowed, with "sorry'],
])('what is said of a WHATSAT answered with %j is what was seen', async (said, reason) => {
  const outcome = await checkOne(whatsatRadiusLimit, {
    answer: (line) => (line.startsWith('WHATSAT') ? said : answer(line)),
    dialect: COURSE_DIALECT,
  });
  expect(outcome).toMatchObject({ verdict: 'fail', reason: expect.stringContaining(reason) });
});
