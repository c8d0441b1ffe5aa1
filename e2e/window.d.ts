/** What the preload adds to the page, for what tests run inside it. */
import type { FrontBridge } from '../src-shared/front-bridge.ts';

declare global {
  interface Window {
    readonly herd: FrontBridge;
  }
}
