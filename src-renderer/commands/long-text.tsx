/** A text that may be long: its beginning, and the rest when it is asked for. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../ui/format.ts';
import { shownText } from '../ui/shown-text.ts';

/** Characters that are shown at first. */
const SHORT = 600;

export function LongText({ text, short = SHORT }: { text: string; short?: number }) {
  const [all, setAll] = useState(false);
  if (text.length <= short) return shownText(text);
  return (
    <>
      {shownText(all ? text : `${text.slice(0, short)}…`)}{' '}
      <Button size="compact-xs" variant="subtle" onClick={() => setAll(!all)}>
        {all ? 'Less' : `All ${formatCount(text.length)} characters`}
      </Button>
    </>
  );
}
