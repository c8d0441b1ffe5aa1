/** Styles that libraries write themselves bear the number that the page was served with, or the policy refuses them. */

declare global {
  interface Window {
    /** Where `get-nonce`, which the component library's scroll lock uses, looks for it. */
    __webpack_nonce__?: string;
  }
}

export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.content ?? '';

export function installStyleNonce(): void {
  window.__webpack_nonce__ = styleNonce();
}
