/** A link on the canvas: its state by colour, dash and word; what runs on it by a number and, when it is much, a thick moving line. */
import { EdgeLabelRenderer, type EdgeProps, type InternalNode, useInternalNode } from '@xyflow/react';
import { memo } from 'react';
import { useView } from '../state/console-context.ts';
import { pairKey } from '../state/traffic.ts';
import { formatRate } from '../ui/format.ts';
import { Mark } from '../ui/mark.tsx';
import { linkStateWord, type ShownLinkState, shownLinkState } from '../ui/words.ts';
import { CARD } from './arrangement.ts';
import { along, type Box, lineBetween } from './line-geometry.ts';
import type { LinkEdge, ServerNode } from './use-canvas-flow.ts';

/** From this many lines a second on, pulses are a blur: the line itself shows that it is busy. */
export const BUSY_PER_SECOND = 30;

export const boxOf = ({ internals, measured }: InternalNode<ServerNode>): Box => ({
  ...internals.positionAbsolute,
  width: measured.width ?? CARD.width,
  height: measured.height ?? CARD.height,
});

function LinkLabel({ state, rate, partly }: { state: ShownLinkState; rate: number; partly: boolean }) {
  if (state !== 'up' && state !== 'down') return <Mark kind={state} word={linkStateWord(state)} />;
  return rate > 0 ? <span className="numbers">{`${partly ? '≥ ' : ''}${formatRate(rate)}/s`}</span> : null;
}

export const LinkLine = memo(function LinkLine({ id, source, target, selected }: EdgeProps<LinkEdge>) {
  const one = useInternalNode<ServerNode>(source);
  const two = useInternalNode<ServerNode>(target);
  const state = useView('herd', ({ snapshot }) => {
    const link = snapshot?.links.find((other) => other.id === id);
    return link && snapshot ? shownLinkState(link, snapshot.servers) : 'down';
  });
  const rate = useView('traffic', (view) => view.links[pairKey(source, target)] ?? 0);
  const partly = useView('traffic', (view) => view.untold > 0);
  if (!one || !two) return null;
  const line = lineBetween(boxOf(one), boxOf(two));
  const path = `M${line.from.x} ${line.from.y}L${line.to.x} ${line.to.y}`;
  const middle = along(line, 0.5);
  const load = rate >= BUSY_PER_SECOND ? 'busy' : rate > 0 ? 'some' : 'none';
  return (
    <g className="link" data-state={state} data-load={load} data-selected={selected || undefined}>
      <path className="link-halo" d={path} />
      <path className="link-line" d={path} />
      <path
        className="react-flow__edge-interaction"
        d={path}
        strokeOpacity={0}
        strokeWidth={22}
        fill="none"
      />
      {(rate > 0 || (state !== 'up' && state !== 'down')) && (
        <EdgeLabelRenderer>
          <div
            className="link-label"
            data-state={state}
            aria-hidden
            style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}
          >
            <LinkLabel state={state} rate={rate} partly={partly} />
          </div>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
