/** What went wrong, for a person: newest last, equal ones counted instead of repeated, a few at most. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorData } from '../../src-shared/errors.ts';
import { errorDataOf } from './client.ts';

export interface Notice {
  readonly id: number;
  readonly error: ErrorData;
  /** How often it happened. */
  readonly times: number;
}

export interface NoticeView {
  readonly notices: readonly Notice[];
}

export interface NoticeStore extends StoreApi<NoticeView> {
  tell(thrown: unknown): void;
  tellData(error: ErrorData): void;
  dismiss(id: number): void;
  /** The one of this error, if it is there. */
  dismissError(error: ErrorData): void;
  /** Those with this code: what they told of is over. */
  dismissCode(code: ErrorData['code']): void;
  dismissAll(): void;
}

/** More than these nobody reads; the oldest goes. */
const MOST = 4;

const isSame = (one: ErrorData, other: ErrorData): boolean =>
  one.code === other.code && one.what === other.what;

export function createNoticeStore(): NoticeStore {
  const store = createStore<NoticeView>(() => ({ notices: [] }));
  let last = 0;
  const tellData = (error: ErrorData): void => {
    const { notices } = store.getState();
    const same = notices.find((notice) => isSame(notice.error, error));
    const others = notices.filter((notice) => notice !== same);
    const notice: Notice = same ? { ...same, error, times: same.times + 1 } : { id: ++last, error, times: 1 };
    store.setState({ notices: [...others, notice].slice(-MOST) });
  };
  return {
    ...store,
    tellData,
    tell: (thrown) => tellData(errorDataOf(thrown)),
    dismiss: (id) =>
      store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
    dismissError: (error) =>
      store.setState(({ notices }) => ({
        notices: notices.filter((notice) => !isSame(notice.error, error)),
      })),
    dismissCode: (code) =>
      store.setState(({ notices }) => ({ notices: notices.filter(({ error }) => error.code !== code) })),
    dismissAll: () => store.setState({ notices: [] }),
  };
}
