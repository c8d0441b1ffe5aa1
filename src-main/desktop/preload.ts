/** The sandboxed preload: gives the page exactly one object, the contract's bridge. */
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import type { ActionId } from '../../src-shared/actions.ts';
import {
  CHANNELS,
  type EventBatch,
  type FrontBridge,
  type PackedEvents,
} from '../../src-shared/front-bridge.ts';

const call: FrontBridge['call'] = (command, request) => ipcRenderer.invoke(CHANNELS.call, command, request);
const listeners = new Set<(batch: PackedEvents) => void>();

ipcRenderer.on(CHANNELS.events, (_, { stream, batch, events }: EventBatch) => {
  try {
    for (const listener of listeners) listener(events);
  } finally {
    // Only now: a page that hangs, or is slow, is sent no more than it deals with.
    void call('events.taken', { stream, batch });
  }
});

const bridge: FrontBridge = {
  call,
  subscribe(listener) {
    // Before whatever the page asks next: between the state that it is told and the first event there is no gap.
    if (listeners.size === 0) void call('events.follow', {});
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  pathOf: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
  onAction(listener) {
    const onAction = (_: IpcRendererEvent, action: ActionId) => listener(action);
    ipcRenderer.on(CHANNELS.action, onAction);
    return () => {
      ipcRenderer.off(CHANNELS.action, onAction);
    };
  },
};

contextBridge.exposeInMainWorld('herd', bridge);
