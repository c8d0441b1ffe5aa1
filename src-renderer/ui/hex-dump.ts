/** Bytes as people read them: offset, sixteen a line in hex, and beside them what is printable. */

const A_LINE = 16;

export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += A_LINE) {
    const part = [...bytes.subarray(at, at + A_LINE)];
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(A_LINE * 3 - 1)}  ${text}`);
  }
  return lines.join('\n');
}
