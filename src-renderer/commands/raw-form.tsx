/** Raw: any bytes at all, typed as text with escapes or as hex. */
import { SegmentedControl, Textarea } from '@mantine/core';
import { firstPaneKey, writtenKeys } from '../actions/shortcut.ts';
import type { Forecast } from './forecast.ts';
import { TargetSelect } from './target-select.tsx';
import { useDraft } from './use-draft.ts';

const TEXT_HELP = String.raw`Escapes: \n \r \t \0 \\ \x41 \u{1f40e}. {now} and {now-60} are times.`;
const HEX_HELP = 'Pairs of digits; white space between them counts for nothing. Nothing is added at the end.';

export function RawForm({ problems }: Pick<Forecast, 'problems'>) {
  const [{ raw }, change] = useDraft();
  return (
    <div className="raw-form">
      <div className="fields">
        <TargetSelect />
        <SegmentedControl
          className="after-label"
          aria-label="Typed as"
          data={[
            { value: 'text', label: 'Text' },
            { value: 'hex', label: 'Hex' },
          ]}
          value={raw.as}
          onChange={(as) => change({ raw: { as: as === 'hex' ? 'hex' : 'text' } })}
        />
      </div>
      <Textarea
        aria-label="Bytes to send"
        className="mono-input"
        description={
          raw.as === 'hex' ? HEX_HELP : `${TEXT_HELP} ${writtenKeys(firstPaneKey('commands', 'send'))} sends.`
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        placeholder={raw.as === 'hex' ? '49 41 4d 41 54 0a' : 'WHATSAT kiwi 10 5'}
        value={raw.text}
        error={problems.raw}
        onChange={(event) => change({ raw: { text: event.currentTarget.value } })}
      />
    </div>
  );
}
