/** Text that a submission may have had a hand in, as text that can do nothing: it moves no cursor and turns no line. */

/**
 * Control characters but tab and line feed, marks that change the direction of writing, other ends of lines and halves
 * of surrogate pairs. The joiners U+200C and U+200D stay: names and emoji need them.
 */
const ACTING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]/gu;

/** With what would act shown as escapes: `\x1b`, `\u202e`. */
export const plainText = (text: string): string =>
  text.replace(ACTING, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
  });

/** The same on one line. */
export const plainLine = (text: string): string =>
  plainText(text.replace(/\r?\n/g, '\\n').replaceAll('\t', '\\t'));

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
