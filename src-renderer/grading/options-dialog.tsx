/** How the next run is graded: which checks, how many at a time, where servers listen, how they are started. */
import { Button, Checkbox, Modal, NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { GRADING_LIMITS } from '../../src-shared/grading/grading-contract.ts';
import type { CheckListing } from '../../src-shared/grading/grading-run.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { isGrading } from './grading-store.ts';

export function OptionsButton() {
  const [opened, setOpened] = useState(false);
  const running = useView('grading', isGrading);
  const all = useView('grading', (view) => view.rubric?.checks.length ?? 0);
  const chosen = useView('grading', (view) => view.only?.length ?? all);
  return (
    <>
      <Button
        variant="default"
        disabled={running || all === 0}
        leftSection={<IconAdjustmentsHorizontal size={14} />}
        onClick={() => setOpened(true)}
      >
        {chosen === all ? `All ${all} checks` : `${chosen} of ${all} checks`}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="How to grade" size="lg">
        <Options onClose={() => setOpened(false)} />
      </Modal>
    </>
  );
}

function Options({ onClose }: { onClose(): void }) {
  const { grading } = useConsole();
  const rubric = useView('grading', (view) => view.rubric);
  const jobs = useView('grading', (view) => view.jobs);
  const ports = useView('grading', (view) => view.ports);
  const command = useView('grading', (view) => view.command);
  const seed = useView('grading', (view) => view.seed);
  return (
    <Stack gap="md">
      <ChecksField checks={rubric?.checks ?? []} />
      <div className="grade-options">
        <NumberInput
          label="Submissions at a time"
          description="As far as their ports allow"
          min={1}
          max={GRADING_LIMITS.jobs}
          clampBehavior="strict"
          allowDecimal={false}
          value={jobs}
          onChange={(value) => typeof value === 'number' && value >= 1 && grading.setUp({ jobs: value })}
        />
        <NumberInput
          label="Seed"
          description="Empty: another each time"
          min={0}
          max={2 ** 32 - 1}
          clampBehavior="strict"
          allowDecimal={false}
          value={seed ?? ''}
          onChange={(value) => grading.setUp({ seed: typeof value === 'number' ? value : null })}
        />
      </div>
      <Radio.Group
        label="Ports"
        value={ports}
        onChange={(value) => grading.setUp({ ports: value === 'free' ? 'free' : 'own' })}
      >
        <Stack gap={6} mt={4}>
          <Radio size="xs" value="own" label="Those in each submission’s own code" />
          <Radio size="xs" value="free" label="Free ones, where the command has {port}" />
        </Stack>
      </Radio.Group>
      <TextInput
        label="Command"
        description="How a server is started; empty: as the rubric says"
        classNames={{ input: 'mono' }}
        placeholder={rubric?.command ?? ''}
        maxLength={GRADING_LIMITS.commandChars}
        value={command}
        onChange={(event) => grading.setUp({ command: event.currentTarget.value })}
      />
      <Button style={{ alignSelf: 'flex-end' }} onClick={onClose}>
        Done
      </Button>
    </Stack>
  );
}

function ChecksField({ checks }: { checks: readonly CheckListing[] }) {
  const { grading } = useConsole();
  const only = useView('grading', (view) => view.only);
  const [find, setFind] = useState('');
  const sections = useMemo(() => [...new Set(checks.map(({ section }) => section))], [checks]);
  const chosen = only ?? checks.map(({ id }) => id);
  const choose = (ids: readonly string[]): void => {
    const kept = checks.flatMap(({ id }) => (ids.includes(id) ? [id] : []));
    // Nothing can't be run: the last one stays.
    if (kept.length > 0) grading.setUp({ only: kept.length === checks.length ? null : kept });
  };
  const fits = ({ id, title }: CheckListing): boolean =>
    `${id} ${title}`.toLowerCase().includes(find.trim().toLowerCase());
  const found = checks.filter(fits);
  return (
    <fieldset className="checks-field">
      <legend>
        Checks{' '}
        <span className="soft numbers">
          {chosen.length} of {checks.length}
        </span>
      </legend>
      <div className="checks-find">
        <TextInput
          aria-label="Find a check"
          placeholder="Find a check"
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={found.length === 0}
          onClick={() => choose(found.map(({ id }) => id))}
        >
          {find.trim() === '' ? 'All' : 'Only these'}
        </Button>
      </div>
      <div className="checks-list">
        {sections.map((title) => {
          const own = found.filter(({ section }) => section === title);
          return (
            own.length > 0 && (
              <div key={title}>
                <h4>{title}</h4>
                {own.map(({ id, title: label }) => (
                  <Checkbox
                    key={id}
                    label={
                      <>
                        {label} <span className="check-id mono">{id}</span>
                      </>
                    }
                    checked={chosen.includes(id)}
                    onChange={({ currentTarget: { checked } }) =>
                      choose(checked ? [...chosen, id] : chosen.filter((other) => other !== id))
                    }
                  />
                ))}
              </div>
            )
          );
        })}
      </div>
    </fieldset>
  );
}
