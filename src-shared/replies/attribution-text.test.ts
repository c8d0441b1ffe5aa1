import { describe, expect, it } from 'vitest';
import { encodeText } from '../protocol/index.ts';
import { attributionText } from './attribution-text.ts';
import { jsonGist } from './json-gist.ts';

describe('attributions', () => {
  it.each([
    ['Places from <a href="https://x.org/">X</a>, merged', 'Places from X (https://x.org/), merged'],
    ["<a class='q' href='https://x.org/?a=1&amp;b=2'>Tom &amp; Co</a>", 'Tom & Co (https://x.org/?a=1&b=2)'],
    ['<b>Bold</b>\n<br>text &#169; &#x41; &unknown; &#9999999;', 'Bold text © A &unknown; &#9999999;'],
    ['&lt;script&gt;', '<script>'],
    ['plain', 'plain'],
    ['<a href="unclosed', '<a href="unclosed'],
  ])('%j are the text %j', (html, text) => {
    expect(attributionText(html)).toBe(text);
  });

  it('that never end are looked at in part', () => {
    expect(attributionText('<a '.repeat(100_000)).length).toBeLessThanOrEqual(1_000);
  });
});

describe('the gist of a JSON answer', () => {
  const gist = (value: unknown) => jsonGist(encodeText(`${JSON.stringify(value)}\n\n`));
  const place = { name: 'P', geometry: { location: { lat: 1, lng: 2 } } };

  it('says how many places, the status, and who they are from', () => {
    const from = 'From <a href="https://x.org/">X</a>';
    const html_attributions = [from, 7, from];
    expect(gist({ html_attributions, results: [place], status: 'OK' })).toBe(
      '1 place, OK. From X (https://x.org/)',
    );
    expect(gist({ results: [], status: 'ZERO_RESULTS' })).toBe('0 places, ZERO_RESULTS');
  });

  it('is not made of anything else', () => {
    expect(jsonGist(encodeText('AT Alford +0.1 kiwi +34-118 1\n'))).toBeUndefined();
    expect(jsonGist(encodeText('{"half'))).toBeUndefined();
    expect(gist({ results: 7 })).toBeUndefined();
  });
});
