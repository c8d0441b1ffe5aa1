/** The sandboxed preload: gives the page exactly one object, the contract's bridge. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { ActionId } from '../../src-shared/actions.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { CHANNELS, type FrontBridge } from '../../src-shared/front-bridge.ts';

const bridge: FrontBridge = {
  call: (command, request) => ipcRenderer.invoke(CHANNELS.call, command, request),
  subscribe(listener) {
    // The event object would hand the page an ipcRenderer: only the batch goes on.
    const onBatch = (_: IpcRendererEvent, batch: readonly HerdEvent[]) => listener(batch);
    ipcRenderer.on(CHANNELS.events, onBatch);
    return () => {
      ipcRenderer.off(CHANNELS.events, onBatch);
    };
  },
  onAction(listener) {
    const onAction = (_: IpcRendererEvent, action: ActionId) => listener(action);
    ipcRenderer.on(CHANNELS.action, onAction);
    return () => {
      ipcRenderer.off(CHANNELS.action, onAction);
    };
  },
};

contextBridge.exposeInMainWorld('herd', bridge);
