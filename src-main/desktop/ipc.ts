/** The one owner of `ipcMain`: the page's calls. */
import { ipcMain } from 'electron';
import { CHANNELS } from '../../src-shared/front-bridge.ts';
import { answerCall, refuseStranger } from './answer-call.ts';
import type { CommandTable } from './commands.ts';
import type { Windows } from './windows.ts';

export function setUpIpc(commands: CommandTable, windows: Windows): void {
  ipcMain.handle(CHANNELS.call, (event, command: unknown, request: unknown) => {
    if (!windows.owns(event.senderFrame)) return refuseStranger();
    return answerCall(commands, command, request);
  });
}
