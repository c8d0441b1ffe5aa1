/**
 * The page's one Trusted Types policy. Libraries write plain text and style rules into elements as strings; text
 * without a tag is let through, anything that could become an element is refused. So no string that came from a
 * server can ever turn into markup, whichever library it is given to.
 */

declare global {
  interface Window {
    /** Chromium has it; TypeScript's library doesn't say so yet. */
    readonly trustedTypes?: TrustedTypesFactory;
  }
}

interface TrustedTypesFactory {
  createPolicy(name: 'default', rules: { createHTML(text: string): string }): unknown;
}

export function installTrustedText(page: { trustedTypes?: TrustedTypesFactory } = window): void {
  page.trustedTypes?.createPolicy('default', {
    createHTML(text) {
      if (/[<]/.test(text)) throw new TypeError('A string may not become markup here.');
      return text;
    },
  });
}
