/** The window: look, stores, frame. */
import { MantineProvider } from '@mantine/core';
import type { FrontBridge } from '../src-shared/front-bridge.ts';
import { useActions } from './actions/use-actions.ts';
import { SettingsDialog } from './settings/settings-dialog.tsx';
import { AboutDialog } from './shell/about-dialog.tsx';
import { AppBar } from './shell/app-bar.tsx';
import { Dock } from './shell/dock.tsx';
import { Notices } from './shell/notices.tsx';
import { Palette } from './shell/palette.tsx';
import { ShortcutsSheet } from './shell/shortcuts-sheet.tsx';
import { StatusBar } from './shell/status-bar.tsx';
import { WelcomeCard } from './shell/welcome-card.tsx';
import type { Console } from './state/console.ts';
import { ConsoleProvider, useView } from './state/console-context.ts';
import { styleNonce } from './theme/style-nonce.ts';
import { cssVariables, theme } from './theme/theme.ts';
import { RenameHerdDialog } from './topology/rename-herd-dialog.tsx';

function Window({ stores, bridge }: { stores: Console; bridge: FrontBridge }) {
  useActions(stores, bridge);
  const loaded = useView('workspace', (view) => view.loaded);
  const known = useView('herd', (view) => view.snapshot !== null);
  return (
    <div className="window">
      <AppBar />
      <main className="dock">{loaded && known && <Dock />}</main>
      <StatusBar />
      <Notices />
      <Palette />
      <SettingsDialog />
      <ShortcutsSheet />
      <AboutDialog />
      <WelcomeCard />
      <RenameHerdDialog />
    </div>
  );
}

export function App({ stores, bridge }: { stores: Console; bridge: FrontBridge }) {
  return (
    // The main process sets the system's colour scheme to what the settings say: the page only follows.
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      colorSchemeManager={NO_MEMORY}
    >
      <ConsoleProvider value={stores}>
        <Window stores={stores} bridge={bridge} />
      </ConsoleProvider>
    </MantineProvider>
  );
}

/** The scheme is kept by the main process, so that there is no flash and no second memory of it. */
const NO_MEMORY = {
  get: () => 'auto' as const,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};
