/** The one owner of `ipcMain`: calls in, event batches out. */
import { ipcMain } from 'electron';
import { CHANNELS } from '../../src-shared/front-bridge.ts';
import { answerCall, refuseStranger } from './answer-call.ts';
import type { CommandTable } from './commands.ts';
import type { EventForwarding } from './event-forwarding.ts';
import type { Windows } from './windows.ts';

export function setUpIpc(commands: CommandTable, windows: Windows, events: EventForwarding): void {
  ipcMain.handle(CHANNELS.call, (event, command: unknown, request: unknown) => {
    if (!windows.owns(event.senderFrame)) return refuseStranger();
    // Before its first answer: between the state that a page is told and the first event there is no gap.
    events.begin();
    return answerCall(commands, command, request);
  });
}
