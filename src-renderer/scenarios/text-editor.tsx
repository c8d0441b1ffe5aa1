/** The scenario's text, with its lines numbered and the running one marked. */
import { useEffect, useRef } from 'react';
import { useConsole, useView } from '../state/console-context.ts';
import { isRunning, type ScenarioText } from './scenario-store.ts';

/** As in scenarios.css. */
const LINE_PX = 19;
const PADDING_PX = 8;
/** Lines of context that are kept in sight around the marked one. */
const CONTEXT = 3;

export function TextEditor({ shown }: { shown: ScenarioText }) {
  const { scenarios } = useConsole();
  const running = useView('scenarios', isRunning);
  const mark = useView('scenarios', ({ run }) => {
    if (run === null || run.text !== shown.text) return null;
    if (run.result === null) return run.line;
    return run.result.trouble?.line ?? null;
  });
  const failed = useView('scenarios', ({ run }) => run?.result !== null && run?.result !== undefined);
  const scroller = useRef<HTMLDivElement>(null);
  const lines = shown.text.split('\n').length;
  useEffect(() => {
    const element = scroller.current;
    if (mark === null || !element) return;
    const top = PADDING_PX + (mark - 1) * LINE_PX;
    const above = top - CONTEXT * LINE_PX < element.scrollTop;
    const below = top + (CONTEXT + 1) * LINE_PX > element.scrollTop + element.clientHeight;
    if (above || below) element.scrollTop = Math.max(0, top - element.clientHeight / 3);
  }, [mark]);
  return (
    <div className="text-editor" ref={scroller}>
      <div className="text-editor-page" style={{ height: lines * LINE_PX + 2 * PADDING_PX + LINE_PX }}>
        {mark !== null && (
          <div
            className="line-mark"
            data-failed={failed}
            style={{ top: PADDING_PX + (mark - 1) * LINE_PX }}
          />
        )}
        <pre className="line-numbers" aria-hidden="true">
          {Array.from({ length: lines }, (_, n) => n + 1).join('\n')}
        </pre>
        <textarea
          aria-label={`Text of ${shown.title}${running ? ', running' : ''}`}
          spellCheck={false}
          wrap="off"
          readOnly={running}
          value={shown.text}
          onChange={(event) => scenarios.edit(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}
