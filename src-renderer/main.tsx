/** The window's page: the stores, the look, the console. */
import './theme/compile-nothing.ts';
import '@mantine/core/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import 'dockview-react/dist/styles/dockview.css';
import '@xyflow/react/dist/base.css';
import 'leaflet/dist/leaflet.css';
import './theme/fonts.css';
import './theme/console.css';
import './shell/dock.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createConsole } from './state/console.ts';
import { installStyleNonce } from './theme/style-nonce.ts';
import { installTrustedText } from './theme/trusted-text.ts';
import { rememberFocus } from './ui/focus-back.ts';

installTrustedText();
installStyleNonce();
rememberFocus();
const stores = createConsole(window.herd);
const stopFollowing = stores.follow();
window.addEventListener('pagehide', () => {
  void stores.workspace.flush();
  stopFollowing();
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App stores={stores} bridge={window.herd} />
  </StrictMode>,
);
