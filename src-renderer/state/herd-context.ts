/** The store in React: provided once, read by selector. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { HerdStore, HerdView } from './herd-store.ts';

const HerdContext = createContext<HerdStore | null>(null);

export const HerdProvider = HerdContext.Provider;

export function useHerdStore(): HerdStore {
  const store = useContext(HerdContext);
  if (!store) throw new Error('useHerdStore needs a HerdProvider above it');
  return store;
}

export function useHerd<T>(select: (view: HerdView) => T): T {
  return useStore(useHerdStore(), select);
}
