import { describe, expect, it } from 'vitest';
import { startFailure, withHint } from './start-failure.ts';
import { CheckFailure, CheckUnknown, ListensElsewhere } from './verdict.ts';

const SERVERS = ['Alford', 'Ball'];

describe('what a herd that could not be started is told', () => {
  it('is its own fault rather than what stood in the way', () => {
    const failure = new CheckFailure('it ended');
    expect(startFailure([new CheckUnknown('a port is in use'), failure], SERVERS)).toBe(failure);
    expect(startFailure([new Error('a fault of ours')], SERVERS)).toBeUndefined();
  });

  it('names the ports that it uses instead, as an option to copy', () => {
    const failure = startFailure(
      [new ListensElsewhere('late', 'Ball', [8002]), new ListensElsewhere('late', 'Alford', [8001])],
      SERVERS,
    );
    expect(failure).toMatchObject({ hint: expect.stringContaining('--ports Alford=8001,Ball=8002.') });
    expect(failure && withHint(failure)).toMatch(/^late\nHint: .*--topology\.$/);
  });

  it('leaves a port open where it is not known', () => {
    expect(startFailure([new ListensElsewhere('late', 'Alford', [80, 81])], SERVERS)).toMatchObject({
      hint: expect.stringContaining('--ports Alford=80 or 81,Ball=PORT.'),
    });
  });
});
