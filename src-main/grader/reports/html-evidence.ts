/** Evidence as HTML. */
import type { Difference, Evidence } from '../evidence.ts';
import type { GradingResult } from '../results.ts';
import { drawFlood } from './topology-drawing.ts';
import { escapeXml } from './xml.ts';

const at = (seconds: number): string => `<span class="at">${seconds.toFixed(3)} s</span> `;

export function evidenceHtml({ topology }: GradingResult, item: Evidence): string {
  switch (item.kind) {
    case 'exchange': {
      const pieces = item.pieces.map(
        (piece) => `\n${at(piece.at)}<span class="${piece.from}">${escapeXml(piece.text)}</span>`,
      );
      return `<pre>${at(item.at)}${escapeXml(item.server)}: ${escapeXml(item.end)}${pieces.join('')}</pre>`;
    }
    case 'overheard': {
      const lines = item.lines.map(
        (line) => `\n${at(line.at)}<span class="server">${escapeXml(line.text)}</span>`,
      );
      return `<pre>${at(item.at)}in the place of ${escapeXml(item.server)} was heard:${lines.join('')}</pre>`;
    }
    case 'flood':
      return `<p>${at(item.at)}${escapeXml(item.client)}, reported at ${escapeXml(item.origin)}</p>${drawFlood(topology, item)}`;
    case 'difference':
      return differenceHtml(item.difference);
    case 'output': {
      const lines = item.lines.length === 0 ? 'nothing' : item.lines.join('\n');
      return `<p>${escapeXml(item.server)} printed:</p><pre>${escapeXml(lines)}</pre>`;
    }
    case 'action':
    case 'places':
      return `<p>${at(item.at)}${escapeXml(item.text)}</p>`;
    case 'note':
      return `<p>${escapeXml(item.text)}</p>`;
  }
}

/** The rows that stand above the caret have their byte there marked. */
export function differenceHtml({ lines }: Difference): string {
  const caret = lines.at(-1)?.indexOf('^') ?? -1;
  const rows = lines.map((line) => {
    if (caret < 0 || line.length <= caret || line.trimStart().startsWith('^')) return escapeXml(line);
    const [before, there, after] = [
      line.slice(0, caret),
      line.slice(caret, caret + 1),
      line.slice(caret + 1),
    ];
    return `${escapeXml(before)}<mark>${escapeXml(there)}</mark>${escapeXml(after)}`;
  });
  return `<pre class="exact">${rows.join('\n')}</pre>`;
}
