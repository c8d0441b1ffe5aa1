/** What the preload adds to the page. */
import type { FrontBridge } from '../src-shared/front-bridge.ts';

declare global {
  interface Window {
    readonly herd: FrontBridge;
  }
}
