/** The window's page: follows the herd through the bridge and mounts the console. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { HerdProvider } from './state/herd-context.ts';
import { createHerdStore } from './state/herd-store.ts';
import './style.css';

const store = createHerdStore(window.herd);
const stopFollowing = store.follow();
window.addEventListener('pagehide', stopFollowing);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <HerdProvider value={store}>
      <App />
    </HerdProvider>
  </StrictMode>,
);
