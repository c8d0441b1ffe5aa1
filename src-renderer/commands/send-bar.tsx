/** Send once, or again and again. */
import { Button, NumberInput } from '@mantine/core';
import { IconPlayerStopFilled, IconRepeat, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useConsole, useView } from '../state/console-context.ts';
import { formatCount } from '../ui/format.ts';
import { REPEAT_LIMITS } from './command-store.ts';
import type { Forecast } from './forecast.ts';

export function SendBar({ forecast }: { forecast: Forecast }) {
  const { commands } = useConsole();
  const repeating = useView('commands', (view) => view.repeating);
  const refusal = useView('commands', (view) => view.refusal);
  const repeatEnded = useView('commands', (view) => view.repeatEnded);
  const [everyS, setEveryS] = useState(1);
  const ready = forecast.written.ok;
  return (
    <div className="draft-end">
      <div className="send-bar">
        <Button
          type="submit"
          size="sm"
          disabled={!ready}
          color={forecast.invalid ? 'orange' : 'indigo'}
          leftSection={<IconSend size={15} />}
        >
          {forecast.invalid ? 'Send anyway' : 'Send'}
        </Button>
        <span className="spacer" />
        {repeating ? (
          <Button
            variant="light"
            color="red"
            leftSection={<IconPlayerStopFilled size={14} />}
            onClick={() => commands.stopRepeating()}
          >
            Stop repeating <span className="numbers">&nbsp;({formatCount(repeating.times)} sent)</span>
          </Button>
        ) : (
          <>
            <NumberInput
              aria-label="Seconds between repeats"
              className="every-field"
              suffix=" s"
              min={REPEAT_LIMITS.shortest}
              max={REPEAT_LIMITS.longest}
              step={0.5}
              decimalScale={1}
              value={everyS}
              onChange={(value) => typeof value === 'number' && value > 0 && setEveryS(value)}
            />
            <Button
              variant="default"
              disabled={!ready}
              leftSection={<IconRepeat size={14} />}
              onClick={() => commands.repeat(everyS)}
            >
              Repeat
            </Button>
          </>
        )}
      </div>
      <p className="hint bad" role="alert">
        {refusal}
        {repeatEnded !== null && ` Repeating has ended: ${repeatEnded}`}
      </p>
    </div>
  );
}
