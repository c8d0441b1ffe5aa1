/** What the oracle says of a server and an update: a shape, a word, a colour. */
import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconClockHour4,
  IconHelpSquareRounded,
  IconPlugConnectedX,
  IconSquareOff,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Verdict } from '../../src-shared/events/beliefs.ts';

interface VerdictSpec {
  readonly word: string;
  readonly icon: ComponentType<{ size?: number }>;
  /** For the legend. */
  readonly meaning: string;
}

export const VERDICTS: Readonly<Record<Verdict, VerdictSpec>> = {
  knows: { word: 'Knows', icon: IconCircleCheckFilled, meaning: 'It has the client’s newest update.' },
  behind: { word: 'Behind', icon: IconClockHour4, meaning: 'The newest update is on its way.' },
  'should-know': {
    word: 'Should know by now',
    icon: IconAlertTriangleFilled,
    meaning: 'It is linked to a server that knows, and has had the time.',
  },
  'cut-off': {
    word: 'Cut off, as expected',
    icon: IconPlugConnectedX,
    meaning: 'No way leads to it from a server that knows.',
  },
  down: { word: 'Down', icon: IconSquareOff, meaning: 'It isn’t running; what it knew is gone.' },
  unknown: {
    word: 'Not seen',
    icon: IconHelpSquareRounded,
    meaning: 'It can’t be looked into from here: ask it.',
  },
};

export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const { word, icon: Icon } = VERDICTS[verdict];
  return (
    <span className="belief-verdict" data-verdict={verdict}>
      <Icon size={15} />
      {word}
    </span>
  );
}
