import { describe, expect, it } from 'vitest';
import { encodeText } from '../../src-shared/protocol/index.ts';
import {
  ANY_DIFF,
  ANY_LOCATION,
  ANY_TIME,
  ANY_WORD,
  exactly,
  fieldsLine,
  jsonReply,
  NEGATIVE_DIFF,
  oneOf,
  POSITIVE_DIFF,
  type ReplyMatcher,
} from './reply-matcher.ts';

const AT_LINE = fieldsLine(['AT', 'Alford', ANY_DIFF, 'kiwi', ANY_LOCATION, ANY_TIME], 'an AT line');
const json = jsonReply({ least: 1, most: 2, statuses: ['OK'] }, 'JSON');
const tryOn = (matcher: ReplyMatcher, text: string) => matcher.match(encodeText(text));

/** Every beginning of a right reply may still become one; with anything behind it, it is one. */
function expectRight(matcher: ReplyMatcher, reply: string): void {
  for (let length = 0; length < reply.length; length++) {
    expect(tryOn(matcher, reply.slice(0, length)), reply.slice(0, length)).toEqual({ kind: 'more' });
  }
  expect(tryOn(matcher, `${reply}more`)).toEqual({ kind: 'match', used: reply.length });
}

describe('a line of fields', () => {
  it.each(['+0.263873386', '-5.0', '+1479413884.1'])('takes the diff %s', (diff) => {
    expectRight(AT_LINE, `AT Alford ${diff} kiwi +34.068930-118.445127 1479413884.392014450\n`);
  });

  it.each([
    ['AT Ball +0.1 kiwi +34-118 1\n', 3],
    ['AT Alford 0.1 kiwi +34-118 1\n', 13],
    ['AT Alford +1e-05 kiwi +34-118 1\n', 12],
    ['AT Alford --3.2 kiwi +34-118 1\n', 11],
    ['AT Alford +1 kiwi +34-118 1\n', 12],
    ['AT Alford  +0.1 kiwi +34-118 1\n', 10],
    ['AT Alford +0.1 kiwis +34-118 1\n', 19],
    ['AT Alford +0.1 kiwi +34-118 1 Ball\n', 29],
    ['AT Alford +0.1 kiwi +34-118 1\r\n', 29],
    ['AT Alford +0.1 kiwi +91-118 1\n', 20],
    ['? AT', 0],
  ])('refuses %j at byte %i', (reply, offset) => {
    expect(tryOn(AT_LINE, reply)).toMatchObject({ kind: 'wrong', offset });
  });

  it('tells positive from negative diffs', () => {
    expect(tryOn(fieldsLine([POSITIVE_DIFF], ''), '-0.1\n')).toMatchObject({ kind: 'wrong', offset: 0 });
    expect(tryOn(fieldsLine([NEGATIVE_DIFF], ''), '+0.1\n')).toMatchObject({ kind: 'wrong', offset: 0 });
    expect(tryOn(fieldsLine([ANY_WORD], ''), '\n')).toMatchObject({ kind: 'wrong', offset: 0 });
  });
});

describe('JSON', () => {
  const body = '{"html_attributions":[],\n"results":[{"name":"é"}],\n"status":"OK"}';

  it('is taken with its two newlines', () => {
    const reply = encodeText(`${body}\n\n`);
    expect(json.match(reply)).toEqual({ kind: 'match', used: reply.length });
    expect(json.match(reply.subarray(0, -1))).toEqual({ kind: 'more' });
  });

  it.each([
    ['AT Alford', 0],
    ['{"results":[]', undefined],
    ['{"results":[],"status":"OK"}\n\n', 1],
    ['{"results":[1,2,3],"status":"OK"}\n\n', 1],
    ['{"results":[1],"status":"ZERO_RESULTS"}\n\n', 15],
    ['{"status":"OK"}\n\n', 15],
    ['{"results":[1,"status":"OK"}\n\n', 28],
    ['{\n\n"results":[1],"status":"OK"}\n\n', 1],
  ])('refuses %j at byte %s', (reply, offset) => {
    const expected = offset === undefined ? { kind: 'more' } : { kind: 'wrong', offset };
    expect(tryOn(json, reply)).toMatchObject(expected);
  });
});

describe('one of several', () => {
  const either = oneOf(
    [exactly(encodeText('one\n'), 'one'), exactly(encodeText('other\n'), 'other')],
    'either',
  );

  it('takes each and tells of the one that went well for longest', () => {
    expectRight(either, 'one\n');
    expect(tryOn(either, 'other\n')).toEqual({ kind: 'match', used: 6 });
    expect(tryOn(either, 'othem\n')).toMatchObject({ kind: 'wrong', offset: 4 });
  });
});
