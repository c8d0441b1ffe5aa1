/** How quickly a scenario is played, and the next step of one that goes step by step. */
import { Button, Select } from '@mantine/core';
import { IconPlayerSkipForwardFilled } from '@tabler/icons-react';
import { SCENARIO_PACES, type ScenarioPace } from '../../src-shared/front-types.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { SCENARIO_PACE_WORDS } from '../ui/words.ts';
import { isRunning } from './scenario-store.ts';

const DATA = SCENARIO_PACES.map((value) => ({ value, label: SCENARIO_PACE_WORDS[value] }));

export function PaceControl() {
  const { scenarios, notices } = useConsole();
  const pace = useView('scenarios', (view) => view.pace);
  const stepping = useView('scenarios', (view) => isRunning(view) && view.pace === 'steps');
  const waits = useView('scenarios', (view) => view.run?.waits === true);
  const act = (deed: Promise<void>): void => {
    deed.catch((thrown: unknown) => notices.tell(thrown));
  };
  return (
    <>
      {stepping && (
        <Button
          variant="light"
          // Not `disabled`: that would take the keyboard away from who presses it again and again.
          {...(waits ? {} : { 'data-disabled': true, 'aria-disabled': true })}
          leftSection={<IconPlayerSkipForwardFilled size={14} />}
          onClick={() => waits && act(scenarios.next())}
        >
          Next
        </Button>
      )}
      <Select
        aria-label="Pace"
        className="pace-select"
        data={DATA}
        value={pace}
        allowDeselect={false}
        comboboxProps={{ shadow: 'md' }}
        onChange={(value: ScenarioPace | null) => value !== null && act(scenarios.setPace(value))}
      />
    </>
  );
}
