/** What no page of ours may do: use devices, ask for permissions, reach the network, go elsewhere, open windows. */
import { app, session, type WebContents } from 'electron';
import { isPage } from './asset-path.ts';
import { isTileRequest, mayRequest } from './content-policy.ts';

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-frame-navigate', (event) => {
    if (!isPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** @param onlineTiles asked at each request */
export function setUpPermissions(onlineTiles: () => boolean): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  defaultSession.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !mayRequest(request, onlineTiles()) });
  });
  // The tiles' owner asks for a name that tells one program from another.
  const name = `HerdConsole/${app.getVersion()} (desktop app; Electron ${process.versions.electron})`;
  defaultSession.webRequest.onBeforeSendHeaders((request, answer) => {
    const { requestHeaders } = request;
    answer({
      requestHeaders: isTileRequest(request) ? { ...requestHeaders, 'User-Agent': name } : requestHeaders,
    });
  });
  app.on('web-contents-created', (_event, contents) => confine(contents));
}
