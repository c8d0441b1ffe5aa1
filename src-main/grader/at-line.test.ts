import { expect, it } from 'vitest';
import { readAtLine } from './at-line.ts';

it('reads an AT line whose fields are wrong', () => {
  expect(readAtLine('AT alford 5 kiwi +34-118 1.5e9')).toMatchObject({ origin: 'alford', diff: '5' });
  expect(readAtLine('AT Alford +-3.2 kiwi +34-118 9 Ball Welsh')).toMatchObject({
    extras: ['Ball', 'Welsh'],
  });
});

it('takes nothing else for one', () => {
  for (const line of ['', '? AT a b c d e', 'AT Alford +1.5 kiwi +34-118', 'IAMAT a b c d e']) {
    expect(readAtLine(line)).toBeUndefined();
  }
});
