/** To which server it goes, with its state; or to all that run. */
import { Button, Select } from '@mantine/core';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import { Mark } from '../ui/mark.tsx';
import { serverStateWord } from '../ui/words.ts';
import { ALL } from './command-store.ts';
import { useTarget } from './use-draft.ts';

export function TargetSelect() {
  const { commands } = useConsole();
  const servers = useSnapshot()?.servers ?? [];
  const target = useTarget();
  const data = [...servers.map(({ name }) => name), { value: ALL, label: 'All that run' }];
  const stateOf = (name: string) => servers.find((server) => server.name === name)?.state;
  const state = stateOf(target);
  return (
    <Select
      label="To"
      className="target"
      data={data}
      value={target}
      allowDeselect={false}
      onChange={(value) => value !== null && commands.aim(value)}
      leftSection={state ? <Mark kind={state.kind} word="" /> : null}
      renderOption={({ option }) => {
        const its = stateOf(option.value);
        return (
          <span className="target-option">
            <span>{option.label}</span>
            {its && <Mark kind={its.kind} word={serverStateWord(its)} />}
          </span>
        );
      }}
    />
  );
}

/** Says so when the server that is aimed at can't answer now, with what mends it. */
export function TargetHint() {
  const { operations } = useConsole();
  const target = useTarget();
  const server = useSnapshot()?.servers.find(({ name }) => name === target);
  const busy = useView('operations', (view) => view.busy.has(target));
  if (!server || server.state.kind === 'ready' || !server.hosted) return null;
  const paused = server.state.kind === 'paused';
  return (
    <p className="hint">
      <Mark kind={server.state.kind} word={`${target}: ${serverStateWord(server.state).toLowerCase()}`} />
      <Button
        size="compact-xs"
        variant="light"
        loading={busy || server.state.kind === 'starting'}
        onClick={() => void operations.servers(paused ? 'resume' : 'start', [target])}
      >
        {paused ? 'Resume' : 'Start'} {target}
      </Button>
    </p>
  );
}
