/** The bytes that will go, every one visible, cut as they will be; and what will be answered. */
import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react';
import { visible } from '../../src-shared/visible-bytes.ts';
import { formatBytes } from '../ui/format.ts';
import type { Forecast } from './forecast.ts';

const SHOWN_BYTES = 300;
const SHOWN_PIECES = 60;

export function Preview({ forecast }: { forecast: Forecast }) {
  const { written, answers, invalid } = forecast;
  if (!written.ok) {
    return (
      <p className="hint bad" role="status">
        <IconAlertTriangle size={14} aria-hidden="true" /> This can’t be turned into bytes yet.
      </p>
    );
  }
  const { bytes, cuts } = written;
  // Nothing has no piece, and no end.
  const ends = bytes.length === 0 ? [] : [...cuts.slice(0, SHOWN_PIECES).map(({ at }) => at), bytes.length];
  const pieces = ends.map((end, n) => ({ from: ends[n - 1] ?? 0, end }));
  return (
    <div className="preview">
      <output className="mono preview-bytes" aria-label="Bytes that will go">
        {bytes.length === 0 && <span className="soft">Nothing: the connection is only opened.</span>}
        {pieces.map(({ from, end }, n) => (
          <span key={from} className="piece">
            {n > 0 && <span className="cut-mark" title={`Cut after ${formatBytes(from)}`} />}
            {visible(bytes.subarray(from, end), SHOWN_BYTES)}
          </span>
        ))}
        {bytes.length > 0 && <span className="soft numbers"> {formatBytes(bytes.length)}</span>}
      </output>
      {answers.length > 0 && (
        <ul className={invalid ? 'forecast bad' : 'forecast'} aria-label="What will be answered">
          {answers.map(({ line, text }) => (
            <li key={line}>
              {text.startsWith('“?') ? (
                <IconAlertTriangle size={14} aria-hidden="true" />
              ) : (
                <IconArrowRight size={14} aria-hidden="true" />
              )}
              <span className="foreign">
                {line === 1 && 'Will be answered: '}
                {text}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
