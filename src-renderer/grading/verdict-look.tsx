/** Verdicts and states of grading: a shape, a word, a colour. */
import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconHelpSquareRounded,
  IconLoader2,
  IconPlayerPauseFilled,
  IconUserCheck,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Verdict } from '../../src-shared/grading/verdict.ts';
import './verdict-look.css';

/** `new`: it is in no run; `waiting`: it comes later in the one that is under way. */
export type Look = Verdict | 'new' | 'waiting' | 'running' | 'interrupted';

const LOOKS: Readonly<
  Record<
    Look,
    { readonly word: string; readonly icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }> }
  >
> = {
  pass: { word: 'Pass', icon: IconCircleCheckFilled },
  fail: { word: 'Fail', icon: IconCircleXFilled },
  unknown: { word: 'Unknown', icon: IconHelpSquareRounded },
  new: { word: 'Not graded', icon: IconCircleDashed },
  waiting: { word: 'Waiting', icon: IconCircleDashed },
  running: { word: 'Running', icon: IconLoader2 },
  interrupted: { word: 'Interrupted', icon: IconPlayerPauseFilled },
};

export const verdictWord = (look: Look): string => LOOKS[look].word;

export function VerdictLook({ look, word = LOOKS[look].word }: { look: Look; word?: string }) {
  const Icon = LOOKS[look].icon;
  return (
    <span className="grade-verdict" data-look={look}>
      <Icon size={15} aria-hidden />
      <span>{word}</span>
    </span>
  );
}

/** Beside a verdict that is a person's. */
export const Overridden = () => (
  <span className="grade-overridden">
    <IconUserCheck size={13} aria-hidden />
    Overridden
  </span>
);
