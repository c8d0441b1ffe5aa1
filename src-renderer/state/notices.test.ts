import { describe, expect, it } from 'vitest';
import { type ErrorData, HerdError } from '../../src-shared/errors.ts';
import { createNoticeStore } from './notices.ts';

describe('notices', () => {
  it('counts what happens again instead of piling it up, and keeps a few at most', () => {
    const store = createNoticeStore();
    for (let n = 0; n < 5; n += 1) store.tell(new HerdError('UNKNOWN_SERVER', { name: 'X', known: [] }));
    expect(store.getState().notices).toMatchObject([{ times: 5 }]);
    for (let n = 0; n < 20; n += 1) store.tell(new HerdError('UNKNOWN_SERVER', { name: `${n}`, known: [] }));
    const { notices } = store.getState();
    expect(notices).toHaveLength(4);
    expect(notices.at(-1)?.error.what).toContain('“19”');
    store.dismiss(notices[0]?.id ?? 0);
    expect(store.getState().notices).toHaveLength(3);
    store.dismissAll();
    expect(store.getState().notices).toHaveLength(0);
  });

  it('dismisses one by its error, and leaves the others', () => {
    const store = createNoticeStore();
    const [one, other] = ['A', 'B'].map((server) =>
      new HerdError('PORT_IN_USE', { server, host: 'h', port: 1 }).toData(),
    ) as [ErrorData, ErrorData];
    store.tellData(one);
    store.tellData(other);
    store.dismissError(one);
    expect(store.getState().notices.map(({ error }) => error)).toEqual([other]);
  });

  it('tells whatever is thrown', () => {
    const store = createNoticeStore();
    store.tell(new TypeError('odd'));
    store.tell('a word');
    expect(store.getState().notices.map(({ error }) => [error.code, error.why])).toEqual([
      ['INTERNAL', 'a word'],
    ]);
  });
});
