/** Checks of one server, against servers in this process that do just what is asked here. */
import { expect, it } from 'vitest';
import { COURSE_DIALECT, type Dialect } from '../talk.ts';
import { checkOne } from '../testing/one-server.ts';
import { iamatSkewPlain } from './iamat-skew-plain.ts';
import { invalidCopy } from './invalid-copy.ts';

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
