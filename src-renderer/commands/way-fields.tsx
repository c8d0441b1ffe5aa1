/** How the bytes go over: line ends, half-close, pieces. Folded away until it is needed. */
import { Button, Checkbox, Collapse, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { LINE_ENDS, type LineEnd, PLAIN_WAY, type Way } from './draft.ts';
import type { Forecast } from './forecast.ts';
import { useDraft } from './use-draft.ts';

const LINE_END_WORDS: Readonly<Record<LineEnd, string>> = { LF: 'LF', CRLF: 'CR LF', none: 'nothing' };
/** Bounds of one send; the host has the same. */
const MOST_PAUSE_MS = 60_000;
const MOST_WAIT_S = 600;

/** What is unusual about the way, in a few words. */
export function wayWords(way: Way): string {
  const words = [
    way.lineEnd === 'LF' ? '' : `lines end with ${LINE_END_WORDS[way.lineEnd]}`,
    way.halfClose ? 'half-closed' : '',
    way.stayOpen ? 'stays open' : '',
    way.cuts.trim() === '' ? '' : `in pieces, ${way.pauseMs} ms apart`,
    way.waitS === PLAIN_WAY.waitS ? '' : `waits ${way.waitS} s`,
  ].filter((word) => word !== '');
  return words.length === 0 ? 'one piece, LF, stays until it is answered' : words.join(', ');
}

export function WayFields({ problems }: Pick<Forecast, 'problems'>) {
  const [{ way, form, raw }, change] = useDraft();
  const [open, setOpen] = useState(false);
  const shown = open || problems.cuts !== undefined;
  const set = (part: Partial<Way>): void => change({ way: part });
  const Icon = shown ? IconChevronDown : IconChevronRight;
  return (
    <div className="way">
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        aria-expanded={shown}
        leftSection={<Icon size={14} />}
        onClick={() => setOpen(!shown)}
      >
        How it goes: {wayWords(way)}
      </Button>
      <Collapse expanded={shown}>
        <div className="fields way-grid">
          <NativeSelect
            label="Line end"
            size="xs"
            className="short-field"
            disabled={form === 'raw' && raw.as === 'hex'}
            data={LINE_ENDS.map((end) => ({ value: end, label: LINE_END_WORDS[end] }))}
            value={way.lineEnd}
            onChange={(event) =>
              set({ lineEnd: LINE_ENDS.find((end) => end === event.currentTarget.value) ?? 'LF' })
            }
          />
          <TextInput
            label="Cut after bytes"
            className="short-field"
            placeholder="3, 9 or each"
            value={way.cuts}
            error={problems.cuts}
            onChange={(event) => set({ cuts: event.currentTarget.value })}
          />
          <NumberInput
            label="Pause, ms"
            className="short-field"
            min={0}
            max={MOST_PAUSE_MS}
            clampBehavior="strict"
            value={way.pauseMs}
            onChange={(value) => typeof value === 'number' && set({ pauseMs: value })}
          />
          <NumberInput
            label="Wait at most, s"
            className="short-field"
            min={0.1}
            max={MOST_WAIT_S}
            decimalScale={1}
            value={way.waitS}
            onChange={(value) => typeof value === 'number' && value >= 0.1 && set({ waitS: value })}
          />
          <Checkbox
            label="Half-close when all is sent"
            checked={way.halfClose}
            onChange={(event) => set({ halfClose: event.currentTarget.checked })}
          />
          <Checkbox
            label="Stay open after the answers"
            checked={way.stayOpen}
            onChange={(event) => set({ stayOpen: event.currentTarget.checked })}
          />
        </div>
      </Collapse>
    </div>
  );
}
