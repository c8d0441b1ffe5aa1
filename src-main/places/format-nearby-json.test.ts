import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNearbyJson } from './format-nearby-json.ts';
import { okAnswer } from './testing/scripted-source.ts';

const text = fc.string({ unit: 'binary', maxLength: 20 });

describe('the JSON of an answer', () => {
  it('is laid out as Google’s, with exactly two newlines at its end', () => {
    const answer = {
      ...okAnswer({ name: 'A\n\n"b": {}', types: ['x'], empty: {} }, 2),
      next_page_token: undefined,
    };
    expect(formatNearbyJson(answer, 1)).toBe(
      `{
   "html_attributions" : [],
   "results" : [
      {
         "name" : "A\\n\\n\\"b\\": {}",
         "types" : [
            "x"
         ],
         "empty" : {}
      }
   ],
   "status" : "OK"
}

`,
    );
  });

  it.each([0, 1, 5, 20])('has at most %d results where that is the bound', (bound) => {
    const answer = okAnswer(...Array.from({ length: 10 }, (_, i) => i));
    const parsed = JSON.parse(formatNearbyJson(answer, bound));
    expect(parsed).toEqual({ ...answer, results: answer.results.slice(0, bound) });
    expect(answer.results).toHaveLength(10);
  });

  it('escapes half a character, which UTF-8 has no bytes for', () => {
    const written = formatNearbyJson(okAnswer('\ud800'), 1);
    expect(written).toContain('"\\ud800"');
    expect(JSON.parse(Buffer.from(written, 'utf8').toString('utf8')).results).toEqual(['\ud800']);
  });

  it('means what the answer means, in valid UTF-8 and without a blank line, whatever its texts hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(text, fc.dictionary(text, fc.array(text)), fc.double())),
        text,
        fc.nat(20),
        (results, message, bound) => {
          const answer = { ...okAnswer(...results), error_message: message, [`${message}\n`]: '\r\n\n' };
          const written = formatNearbyJson(answer, bound);
          expect(written.indexOf('\n\n')).toBe(written.length - 2);
          const expected = { ...answer, results: results.slice(0, bound) };
          expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(expected)));
          expect(Buffer.from(written, 'utf8').toString('utf8')).toBe(written);
        },
      ),
      { numRuns: 200 },
    );
  });
});
