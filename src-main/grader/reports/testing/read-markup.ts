/** Markup read strictly: every tag closed in order, every attribute quoted, no stray `<` or `&`. */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its own text and that of all within. */
  text: string;
}

const VOID = new Set(['meta', 'br', '!doctype']);
const TOKEN = /<(\/?)([!a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>|<\?xml [^?]*\?>|[^<]+|</g;
const ATTRIBUTE = /([\w:-]+)(?:="([^"]*)")?/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** All elements, in document order. @throws Error where it is not well-formed */
export function readMarkup(source: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  for (const token of source.matchAll(TOKEN)) {
    const [whole, closing, tag, attributes = '', selfClosing] = token;
    if (whole === '<') throw new Error(`a stray < at ${token.index}`);
    if (tag === undefined) {
      const raw = open.at(-1)?.name === 'style';
      const text = whole.startsWith('<?xml') ? '' : raw ? whole : fromEntities(whole);
      for (const element of open) element.text += text;
    } else if (closing) {
      const last = open.pop();
      if (last?.name !== tag) throw new Error(`</${tag}> closes <${last?.name}>`);
    } else {
      const element = { name: tag, attributes: attributesOf(attributes), text: '' };
      elements.push(element);
      if (!selfClosing && !VOID.has(tag.toLowerCase())) open.push(element);
    }
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  return elements;
}

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, fromEntities(value)]),
  );

function fromEntities(text: string): string {
  return text.replace(/&([^;\s]*)(;?)/g, (whole, name: string, end: string) => {
    const char = ENTITIES[name];
    if (char === undefined || end === '') throw new Error(`a stray & in ${whole}`);
    return char;
  });
}
