/** What a check saw, in order. All text in it may be a student's program's: it is shown as text, signs for what can't be seen. */
import { differenceView } from '../../src-shared/grading/difference-rows.ts';
import {
  type Difference,
  type Evidence,
  type FloodEvidence,
  toldText,
} from '../../src-shared/grading/evidence.ts';
import {
  FLOOD_SHAPES,
  FLOOD_WORDS,
  type FloodState,
  floodSentence,
  floodStates,
} from '../../src-shared/grading/flood-states.ts';
import type { GradingResult } from '../../src-shared/grading/results.ts';
import { shownText } from '../ui/shown-text.ts';
import { HerdDrawing, type Tone } from './herd-drawing.tsx';
import './evidence.css';

type Topology = GradingResult['topology'];

const time = (at: number): string => `${at.toFixed(3)} s`;

/** What stands on the right of a time. */
function Row({ at, children }: { at: number | null; children: React.ReactNode }) {
  return (
    <div className="evidence-row">
      <span className="evidence-time numbers">{at === null ? '' : time(at)}</span>
      <div className="evidence-what">{children}</div>
    </div>
  );
}

function Bytes({ mark, word, text }: { mark: string; word: string; text: string }) {
  return (
    <div className="evidence-bytes mono">
      <span className="evidence-mark" aria-hidden>
        {mark}
      </span>
      <span className="visually-hidden">{word} </span>
      <span className="foreign">{shownText(text)}</span>
    </div>
  );
}

export function DifferenceRows({ difference }: { difference: Difference }) {
  const { rows, words } = differenceView(difference);
  return (
    <div className="difference">
      {rows.map(({ label, before, marked, after }) => (
        <div key={label} className="difference-row" data-label={label}>
          <span className="difference-label">{label}</span>
          <code className="mono foreign">
            {shownText(before)}
            {marked === '' ? (
              <mark className="difference-end" title="It ends here">
                ▏
              </mark>
            ) : (
              <mark>{shownText(marked)}</mark>
            )}
            {shownText(after)}
          </code>
        </div>
      ))}
      {words.map((word) => (
        <p key={word} className="difference-words foreign">
          {shownText(word)}
        </p>
      ))}
    </div>
  );
}

const TONES: Readonly<Record<FloodState, Tone>> = {
  origin: 'accent',
  knows: 'good',
  apart: 'soft',
  missing: 'bad',
  excess: 'bad',
  unasked: 'soft',
  down: 'off',
};

const wentWrong = (flood: FloodEvidence, { servers }: Topology): boolean =>
  floodStates(servers, flood).some(({ state }) => TONES[state] === 'bad');

function Flood({ flood, topology }: { flood: FloodEvidence; topology: Topology }) {
  const states = new Map(floodStates(topology.servers, flood).map(({ server, state }) => [server, state]));
  const sentence = shownText(floodSentence(topology.servers, flood));
  return (
    <figure className="flood">
      <HerdDrawing
        topology={topology}
        label={sentence}
        lookOf={(server) => {
          const state = states.get(server) ?? 'apart';
          return { shape: FLOOD_SHAPES[state], word: FLOOD_WORDS[state], tone: TONES[state] };
        }}
      />
      <figcaption className="foreign">
        <span className="mono">{shownText(flood.client)}</span>, reported at {flood.origin}
        {flood.down.length > 0 &&
          `, while ${flood.down.join(', ')} ${flood.down.length === 1 ? 'was' : 'were'} down`}
      </figcaption>
    </figure>
  );
}

function Item({ item, topology }: { item: Evidence; topology: Topology }) {
  switch (item.kind) {
    case 'exchange':
      return (
        <>
          <Row at={item.at}>
            Connection to <strong>{item.server}</strong>;{' '}
            <span className="foreign">{shownText(item.end)}</span>
          </Row>
          {item.pieces.map((piece, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move
            <Row key={index} at={piece.at}>
              {piece.from === 'client' ? (
                <Bytes mark="→" word="sent" text={piece.text} />
              ) : (
                <Bytes mark="←" word="got" text={piece.text} />
              )}
            </Row>
          ))}
        </>
      );
    case 'overheard':
      return (
        <>
          <Row at={item.at}>
            In the place of <strong>{item.server}</strong> heard{item.lines.length === 0 && ' nothing'}
          </Row>
          {item.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines never move
            <Row key={index} at={line.at}>
              <Bytes mark="←" word="heard" text={line.text} />
            </Row>
          ))}
        </>
      );
    case 'flood':
      return <Flood flood={item} topology={topology} />;
    case 'difference':
      return <DifferenceRows difference={item.difference} />;
    case 'output':
      return (
        <Row at={null}>
          {item.server} printed{item.lines.length === 0 ? ' nothing' : ':'}
          {item.lines.length > 0 && (
            <pre className="evidence-output mono foreign">{item.lines.map(shownText).join('\n')}</pre>
          )}
        </Row>
      );
    case 'action':
    case 'places':
      return (
        <Row at={item.at}>
          <span className="foreign">{shownText(toldText(item))}</span>
        </Row>
      );
    case 'note':
      return (
        <Row at={null}>
          <span className="foreign">{shownText(toldText(item))}</span>
        </Row>
      );
  }
}

/** Differences, and floods that didn't come as far as they should, stand first: they say what is wrong. */
export function EvidenceView({ evidence, topology }: { evidence: readonly Evidence[]; topology: Topology }) {
  const first = (item: Evidence): boolean =>
    item.kind === 'difference' || (item.kind === 'flood' && wentWrong(item, topology));
  const ordered = [...evidence.filter(first), ...evidence.filter((item) => !first(item))];
  return (
    <div className="grade-evidence">
      {ordered.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: evidence never moves
        <Item key={index} item={item} topology={topology} />
      ))}
    </div>
  );
}
