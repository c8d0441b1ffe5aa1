/** A text that may be long: its beginning, and the rest when it is asked for. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { REPLY_LIMITS } from '../../src-shared/replies/parse-replies.ts';
import { formatCount } from '../ui/format.ts';
import { shownText } from '../ui/shown-text.ts';

/** Characters that are shown at first. */
const SHORT = 600;

/** Of a longer reply there is only the beginning; the exchange has all of its bytes. */
const moreWords = (length: number): string =>
  length > REPLY_LIMITS.textChars
    ? `The first ${formatCount(REPLY_LIMITS.textChars)} characters`
    : `All ${formatCount(length)} characters`;

export function LongText({ text, short = SHORT }: { text: string; short?: number }) {
  const [all, setAll] = useState(false);
  if (text.length <= short) return shownText(text);
  return (
    <>
      {shownText(all ? text : `${text.slice(0, short)}…`)}{' '}
      <Button size="compact-xs" variant="subtle" onClick={() => setAll(!all)}>
        {all ? 'Less' : moreWords(text.length)}
      </Button>
    </>
  );
}
