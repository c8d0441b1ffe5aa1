/** The canvas's own store in React. */
import { useStore } from 'zustand';
import { useConsole } from '../state/console-context.ts';
import { type CanvasView, canvasOf } from './canvas-store.ts';

export function useCanvas<T>(select: (view: CanvasView) => T): T {
  return useStore(canvasOf(useConsole()), select);
}
