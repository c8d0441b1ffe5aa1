/** Text within XML and HTML: what is put into a template is escaped, unless it is made by one. */
import { plainText } from '../../../src-shared/grading/plain-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and attributes; what would act (control characters, marks of direction) is shown instead. */
export const escapeText = (text: string): string =>
  plainText(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** Markup that a template made. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

type Value = Markup | string | number | false | undefined | readonly Value[];

/** A template of markup: strings and numbers are escaped, lists joined, `false` and `undefined` left out. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.map((part, i) => `${part}${render(values[i])}`).join(''));
}

function render(value: Value): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
  return value.map(render).join('');
}
