/** The one owner of `ipcMain`: calls in, event batches out. */
import { ipcMain } from 'electron';
import type { Host } from '../../src-shared/console-contract.ts';
import { CHANNELS } from '../../src-shared/front-bridge.ts';
import { answerCall, refuseStranger } from './answer-call.ts';
import type { Windows } from './windows.ts';

export function setUpIpc(host: Host, windows: Windows): void {
  ipcMain.handle(CHANNELS.call, (event, command: unknown, request: unknown) =>
    windows.owns(event.senderFrame) ? answerCall(host, command, request) : refuseStranger(),
  );
  host.subscribe((batch) => windows.send(CHANNELS.events, batch));
}
