/** Bytes of stdin → its lines, with a bound on their length. */

/** Longest line that is taken; a longer one comes as its beginning, and its rest is dropped. */
export const COMMAND_LINE_LIMIT = 64 * 1024;

/** A last line without a line end counts, too. */
export async function* commandLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let carry = '';
  for await (const chunk of chunks) {
    const [first = '', ...rest] = decoder.decode(chunk, { stream: true }).split('\n');
    carry = join(carry, first);
    for (const next of rest) {
      yield withoutCarriageReturn(carry);
      carry = join('', next);
    }
  }
  if (carry !== '') yield withoutCarriageReturn(carry);
}

const join = (carry: string, more: string): string => (carry + more).slice(0, COMMAND_LINE_LIMIT);
const withoutCarriageReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
