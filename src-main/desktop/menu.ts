/** The one owner of the menu. */
import { app, Menu } from 'electron';
import { CHANNELS } from '../../src-shared/front-bridge.ts';
import { menuTemplate } from './menu-template.ts';
import type { Windows } from './windows.ts';

export function setUpMenu(windows: Windows): void {
  const template = menuTemplate({
    mac: process.platform === 'darwin',
    forDevelopers: !app.isPackaged,
    act: (action) => windows.send(CHANNELS.action, action),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
