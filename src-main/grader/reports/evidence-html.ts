/** Evidence as HTML: a line of times, what went and came beside it. */
import { differenceView } from '../../../src-shared/grading/difference-rows.ts';
import {
  type Difference,
  type Evidence,
  type Piece,
  toldText,
} from '../../../src-shared/grading/evidence.ts';
import type { GradingResult } from '../../../src-shared/grading/results.ts';
import { type Markup, markup } from './markup.ts';
import { drawFlood } from './topology-drawing.ts';

const timeOf = (at: number): Markup => markup`<span class="at">${at.toFixed(3)} s</span>`;

const moment = (at: number | undefined, what: Markup): Markup =>
  markup`<div class="moment">${at === undefined ? markup`<span class="at"></span>` : timeOf(at)}<div class="what">${what}</div></div>`;

export function evidenceHtml({ topology }: GradingResult, item: Evidence): Markup {
  switch (item.kind) {
    case 'exchange': {
      const rows = item.pieces.map((piece) => moment(piece.at, pieceHtml(piece, item.server)));
      const head = markup`<b>Connection to ${item.server}</b>${item.end && markup` <span class="soft">· ${item.end}</span>`}`;
      return markup`<div class="talk">${moment(item.at, head)}${rows}</div>`;
    }
    case 'overheard': {
      const rows = item.lines.map(({ at, text }) => moment(at, bytesHtml('came', 'came', text)));
      const head = markup`<b>In the place of ${item.server}</b> <span class="soft">· ${item.lines.length === 0 ? 'nothing came' : 'what came'}</span>`;
      return markup`<div class="talk">${moment(item.at, head)}${rows}</div>`;
    }
    case 'flood':
      return moment(item.at, floodHtml(topology, item));
    case 'difference':
      return moment(undefined, differenceHtml(item.difference));
    case 'output': {
      const lines = item.lines.length === 0 ? '(nothing)' : item.lines.join('\n');
      return moment(undefined, markup`<b>${item.server} printed last</b><pre>${lines}</pre>`);
    }
    case 'action':
    case 'places':
      return moment(item.at, markup`${toldText(item)}`);
    case 'note':
      return moment(undefined, markup`${toldText(item)}`);
  }
}

export function floodHtml(
  topology: GradingResult['topology'],
  flood: Extract<Evidence, { kind: 'flood' }>,
): Markup {
  const down = flood.down.length > 0 && markup`, while ${flood.down.join(' and ')} did not run`;
  return markup`<figure><figcaption><code>${flood.client}</code> reported at <b>${flood.origin}</b>${down}</figcaption>${drawFlood(topology, flood)}</figure>`;
}

function pieceHtml({ from, text }: Piece, server: string): Markup {
  return from === 'client' ? bytesHtml('sent', 'sent', text) : bytesHtml('came', `${server}`, text);
}

function bytesHtml(style: 'sent' | 'came', who: string, text: string): Markup {
  return markup`<div class="bytes ${style}"><span class="who">${style === 'sent' ? '→' : '←'} ${who}</span><code>${visibleHtml(text)}</code></div>`;
}

/** What `visible` shows of invisible bytes: a line feed, or as many others as there are. */
const ESCAPES = /(\\n|(?:\\(?:[tr\\]|x[0-9a-f]{2}))+)/;

/** Escapes stand back from what is text, and a line feed ends a line. */
export function visibleHtml(text: string): readonly Markup[] {
  return text.split(ESCAPES).map((part, i) => {
    if (i % 2 === 0) return markup`${part}`;
    return markup`<i class="esc">${part}</i>${part === '\\n' && markup`<br>`}`;
  });
}

/** Expected above got, the first difference marked in both. */
export function differenceHtml(difference: Difference): Markup {
  const { rows, words } = differenceView(difference);
  const lines = rows.map(({ label, before, marked, after }) => {
    const mark = marked === '' ? markup`<mark class="end">end</mark>` : markup`<mark>${marked}</mark>`;
    return markup`<dt>${label}</dt><dd><code>${before}${mark}${after}</code></dd>`;
  });
  return markup`<div class="difference"><dl>${lines}</dl>${words.map((line) => markup`<p>${line}</p>`)}</div>`;
}
