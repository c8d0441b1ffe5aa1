/** Commands: say something to a server, and see what came back. */
import { SegmentedControl } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { paneKey } from '../actions/shortcut.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { AskForm } from './ask-form.tsx';
import type { Tab } from './command-store.ts';
import { HistoryMenu, TemplateMenu } from './drafts-menus.tsx';
import { Preview } from './preview.tsx';
import { RawForm } from './raw-form.tsx';
import { ReportForm } from './report-form.tsx';
import { SendBar } from './send-bar.tsx';
import { SwarmForm } from './swarm-form.tsx';
import { TargetHint } from './target-select.tsx';
import { Transcript } from './transcript.tsx';
import { useForecast } from './use-draft.ts';
import { WayFields } from './way-fields.tsx';
import './commands.css';
import './rows.css';

const TABS: readonly { readonly value: Tab; readonly label: string }[] = [
  { value: 'iamat', label: 'IAMAT' },
  { value: 'whatsat', label: 'WHATSAT' },
  { value: 'raw', label: 'Raw' },
  { value: 'swarm', label: 'Swarm' },
];

export function CommandsPane() {
  const { commands } = useConsole();
  const tab = useView('commands', (view) => view.tab);
  return (
    <>
      <div className="pane-bar">
        <SegmentedControl
          aria-label="What to send"
          data={TABS.map((each) => ({ ...each }))}
          value={tab}
          onChange={(value) => commands.show(TABS.find((each) => each.value === value)?.value ?? 'iamat')}
        />
        <span className="spacer" />
        <TemplateMenu />
        <HistoryMenu />
      </div>
      <div className="pane-body commands-body">
        <div className="commands-parts">
          {tab === 'swarm' ? <SwarmForm /> : <DraftForm />}
          <Transcript />
        </div>
      </div>
    </>
  );
}

function DraftForm() {
  const { commands } = useConsole();
  const form = useView('commands', (view) => view.draft.form);
  const forecast = useForecast();
  const { problems } = forecast;
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = paneKey('commands', event);
    if (key === undefined || (key === 'send' && !forecast.written.ok)) return;
    if (key === 'send') void commands.send();
    else commands.step(key === 'older' ? -1 : 1);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      className="draft"
      aria-label="Command"
      tabIndex={-1}
      data-takes-focus
      onKeyDownCapture={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        if (forecast.written.ok) void commands.send();
      }}
    >
      <div className="draft-fields">
        {form === 'iamat' && <ReportForm problems={problems} />}
        {form === 'whatsat' && <AskForm problems={problems} />}
        {form === 'raw' && <RawForm problems={problems} />}
        <TargetHint />
        <WayFields problems={problems} />
        <Preview forecast={forecast} />
      </div>
      <SendBar forecast={forecast} />
    </form>
  );
}
