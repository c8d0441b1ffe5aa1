/** Which scenario, and what is done with it. */
import {
  ActionIcon,
  type ComboboxItem,
  type ComboboxParsedItem,
  type OptionsFilter,
  Select,
  Tooltip,
} from '@mantine/core';
import { IconDeviceFloppy, IconFolderOpen } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { runAction } from '../actions/run-action.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { RunButton } from '../ui/run-button.tsx';
import { fitsScenario } from './find-scenario.ts';
import { PaceControl } from './pace-control.tsx';
import { saveScenario } from './scenario-files.ts';
import { isRunning } from './scenario-store.ts';

const BUILT_IN = 'built-in ';

/** The id of a built-in scenario, by which the command line knows it. */
const idOf = (key: string): string | undefined =>
  key.startsWith(BUILT_IN) ? key.slice(BUILT_IN.length) : undefined;

const byTitleOrId: OptionsFilter = ({ options, search }) => {
  const fits = ({ label, value }: ComboboxItem): boolean => fitsScenario(search, label, idOf(value));
  return options.flatMap((option): ComboboxParsedItem[] => {
    if (!('group' in option)) return fits(option) ? [option] : [];
    const items = option.items.filter(fits);
    return items.length === 0 ? [] : [{ ...option, items }];
  });
};

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
    const builtIn = (listings ?? []).map(({ id, title }) => ({ value: `${BUILT_IN}${id}`, label: title }));
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
    const id = key === null ? undefined : idOf(key);
    if (id !== undefined) void scenarios.showBuiltIn(id);
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
        searchable
        // Else it opens when the palette gives the focus back.
        openOnFocus={false}
        filter={byTitleOrId}
        nothingFoundMessage="There is no such scenario."
        renderOption={({ option }) => (
          <span className="scenario-option">
            <span className="foreign">{option.label}</span>
            <span className="scenario-id mono">{idOf(option.value)}</span>
          </span>
        )}
        comboboxProps={{ shadow: 'md', width: 360, position: 'bottom-start' }}
        maxDropdownHeight={420}
        onChange={choose}
      />
      <RunButton
        running={running}
        busy={busy}
        ready={shown !== null}
        onRun={() => void scenarios.start()}
        onStop={() => void scenarios.stop()}
      />
      <PaceControl />
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
