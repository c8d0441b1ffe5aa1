/** What no page of ours may do: use devices, ask for permissions, reach the network, go elsewhere, open windows. */
import { app, session, type WebContents } from 'electron';
import { isPage } from './asset-path.ts';

const OWN_SCHEMES = new Set(['herd:', 'devtools:']);

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-frame-navigate', (event) => {
    if (!isPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

export function setUpPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  // The page's policy says so already; this says it once more, from outside the page.
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !OWN_SCHEMES.has(new URL(url).protocol) });
  });
  app.on('web-contents-created', (_event, contents) => confine(contents));
}
