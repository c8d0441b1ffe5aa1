/** The one owner of the menu. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';

const onMac = process.platform === 'darwin';

function template(): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  const forDevelopers: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ];
  return [
    ...(onMac ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    { label: '&View', submenu: app.isPackaged ? view : [...view, ...forDevelopers] },
    { role: 'windowMenu' },
  ];
}

export function setUpMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template()));
}
