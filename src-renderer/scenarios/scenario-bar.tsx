/** Which scenario, and what is done with it. */
import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import {
  IconDeviceFloppy,
  IconFolderOpen,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
} from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { runAction } from '../actions/run-action.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { saveScenario } from './scenario-files.ts';
import { isRunning } from './scenario-store.ts';

export function ScenarioBar({ children }: { children: ReactNode }) {
  const stores = useConsole();
  const { scenarios, notices } = stores;
  const listings = useView('scenarios', (view) => view.listings);
  const texts = useView('scenarios', (view) => view.texts);
  const shown = useView('scenarios', (view) => view.shown);
  const busy = useView('scenarios', (view) => view.busy);
  const running = useView('scenarios', isRunning);
  const data = useMemo(() => {
    const own = texts.filter(({ origin }) => origin !== 'built-in');
    const builtIn = (listings ?? []).map(({ id, title }) => ({ value: `built-in ${id}`, label: title }));
    return [
      { group: 'Built in', items: builtIn },
      {
        group: 'Opened and recorded',
        items: own.map(({ key, title, text, kept }) => ({
          value: key,
          label: text === kept ? title : `${title} •`,
        })),
      },
    ].filter(({ items }) => items.length > 0);
  }, [listings, texts]);
  const choose = (key: string | null): void => {
    if (key?.startsWith('built-in ')) void scenarios.showBuiltIn(key.slice('built-in '.length));
    else if (key !== null) scenarios.show(key);
  };
  return (
    <div className="pane-bar">
      <Select
        aria-label="Scenario"
        className="scenario-select"
        placeholder="Choose a scenario"
        data={data}
        value={shown}
        allowDeselect={false}
        comboboxProps={{ shadow: 'md', width: 360, position: 'bottom-start' }}
        maxDropdownHeight={420}
        onChange={choose}
      />
      {running ? (
        <Button
          color="red"
          variant="light"
          loading={busy}
          leftSection={<IconPlayerStopFilled size={14} />}
          onClick={() => void scenarios.stop()}
        >
          Stop
        </Button>
      ) : (
        <Button
          disabled={shown === null}
          loading={busy}
          leftSection={<IconPlayerPlayFilled size={14} />}
          onClick={() => void scenarios.start()}
        >
          Run
        </Button>
      )}
      <span className="spacer" />
      {children}
      <ActionIcon.Group>
        <Tooltip label="Open a scenario file">
          <ActionIcon
            variant="default"
            aria-label="Open a scenario file"
            onClick={() => void runAction(stores, 'scenario.open')}
          >
            <IconFolderOpen size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Save this scenario as a file">
          <ActionIcon
            variant="default"
            aria-label="Save this scenario as a file"
            disabled={shown === null}
            onClick={() => void saveScenario(stores).catch((thrown: unknown) => notices.tell(thrown))}
          >
            <IconDeviceFloppy size={16} />
          </ActionIcon>
        </Tooltip>
      </ActionIcon.Group>
    </div>
  );
}
