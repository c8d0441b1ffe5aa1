/** Simulated clients: how many, how quick, where; and what they do now. */
import { Button, MultiSelect, NumberInput, Progress, TextInput } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { parseLocation } from '../../src-shared/protocol/index.ts';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import { formatCount, formatRate } from '../ui/format.ts';
import { PlaceField } from './place-field.tsx';
import { SWARM_LIMITS, type SwarmPlan } from './swarm-store.ts';

function problemsOf({ centre, prefix }: SwarmPlan): { centre?: string; prefix?: string } {
  return {
    ...(parseLocation(centre) ? {} : { centre: 'Write degrees as in +34.068930-118.445127.' }),
    ...(/^\S{1,100}$/u.test(prefix) ? {} : { prefix: '1 to 100 characters without white space.' }),
  };
}

export function SwarmForm() {
  const { swarm, notices } = useConsole();
  const plan = useView('swarm', (view) => view.plan);
  const busy = useView('swarm', (view) => view.busy);
  const running = useView('swarm', (view) => view.state.kind === 'running');
  const servers = useSnapshot()?.servers ?? [];
  const up = servers.some(({ state }) => state.kind === 'ready');
  const problems = problemsOf(plan);
  const centre = parseLocation(plan.centre);
  const able = centre !== undefined && problems.prefix === undefined;
  useEffect(() => {
    // Whether one runs already is a question behind a person's back: it may fail in silence.
    swarm.load().catch(() => undefined);
  }, [swarm]);
  const act = (deed: Promise<void>): void => {
    deed.catch((thrown: unknown) => notices.tell(thrown));
  };
  const start = (): void => {
    if (!able) return;
    const { clients, perSecond, radiusKm, prefix } = plan;
    const named = plan.servers.filter((name) => servers.some((server) => server.name === name));
    act(swarm.start({ clients, perSecond, servers: named, ...centre, radiusKm, prefix }));
  };
  return (
    <form
      className="draft"
      aria-label="Swarm"
      tabIndex={-1}
      data-takes-focus
      onSubmit={(event) => {
        event.preventDefault();
        const wrong = event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]');
        if (wrong) wrong.focus();
        else start();
      }}
    >
      <div className="draft-fields">
        <div className="fields">
          <Bounded
            label="Clients"
            value={plan.clients}
            min={1}
            max={SWARM_LIMITS.clients}
            whole
            onChange={(clients) => swarm.plan({ clients })}
          />
          <Bounded
            label="Reports a second"
            value={plan.perSecond}
            min={0.1}
            max={SWARM_LIMITS.perSecond}
            onChange={(perSecond) => swarm.plan({ perSecond })}
          />
          <MultiSelect
            label="Servers"
            className="grow"
            placeholder={plan.servers.length === 0 ? 'all that run' : ''}
            data={servers.map(({ name }) => name)}
            value={plan.servers.filter((name) => servers.some((server) => server.name === name))}
            onChange={(names) => swarm.plan({ servers: names })}
          />
          <PlaceField
            label="Around"
            value={plan.centre}
            problem={problems.centre}
            onChange={(centre) => swarm.plan({ centre })}
          />
          <Bounded
            label="Radius, km"
            value={plan.radiusKm}
            min={0}
            max={SWARM_LIMITS.radiusKm}
            onChange={(radiusKm) => swarm.plan({ radiusKm })}
          />
          <TextInput
            label="Names begin with"
            className="short-field mono-input"
            value={plan.prefix}
            error={problems.prefix}
            spellCheck={false}
            onChange={(event) => swarm.plan({ prefix: event.currentTarget.value })}
          />
        </div>
        <SwarmNumbers />
      </div>
      <div className="draft-end">
        <div className="send-bar">
          <Button
            type="submit"
            size="sm"
            loading={busy && !running}
            disabled={!able || !up}
            leftSection={<IconPlayerPlayFilled size={14} />}
          >
            {running ? 'Start anew' : 'Start swarm'}
          </Button>
          <Button
            size="sm"
            variant="light"
            color="red"
            disabled={!running}
            loading={busy && running}
            leftSection={<IconPlayerStopFilled size={14} />}
            onClick={() => act(swarm.stop())}
          >
            Stop swarm
          </Button>
          {!up && <span className="hint">No server is ready: start one first.</span>}
        </div>
      </div>
    </form>
  );
}

function Bounded({
  label,
  value,
  min,
  max,
  whole = false,
  onChange,
}: {
  label: string;
  value: number;
  min: number;
  max: number;
  whole?: boolean;
  onChange: (value: number) => void;
}) {
  const [typed, setTyped] = useState<number | string>(value);
  const isMeant = (next: number | string): next is number =>
    typeof next === 'number' && next >= min && next <= max;
  return (
    <NumberInput
      label={label}
      className="short-field"
      error={isMeant(typed) ? undefined : `${formatCount(min)} to ${formatCount(max)}`}
      min={min}
      max={max}
      clampBehavior="blur"
      allowDecimal={!whole}
      thousandSeparator=" "
      value={typed}
      onChange={(next) => {
        setTyped(next);
        if (isMeant(next)) onChange(next);
      }}
    />
  );
}

function SwarmNumbers() {
  const state = useView('swarm', (view) => view.state);
  const last = useView('swarm', (view) => view.last);
  const shown = state.kind === 'running' ? state : last;
  if (shown === null) {
    return (
      <p className="hint">
        Simulated clients walk about and report where they are, as fast as you say. The map and the topology
        show them.
      </p>
    );
  }
  const { achieved, wanted, sent, answered, failed, clients } = shown;
  const running = state.kind === 'running';
  return (
    <section className="swarm-numbers" aria-label="What the swarm does">
      <p className="numbers">
        <strong>{running ? 'Running' : 'Ended'}</strong>: {formatCount(clients)} clients,{' '}
        {running
          ? `${formatRate(achieved)} of ${formatRate(wanted)} reports/s answered`
          : `${formatRate(wanted)} reports/s were wanted`}
      </p>
      {running && (
        <Progress
          value={wanted > 0 ? Math.min(100, (achieved / wanted) * 100) : 0}
          aria-label="Reports a second, of those wanted"
        />
      )}
      <dl className="numbers">
        <div>
          <dt>Sent</dt>
          <dd>{formatCount(sent)}</dd>
        </div>
        <div>
          <dt>Answered</dt>
          <dd>{formatCount(answered)}</dd>
        </div>
        <div className={failed > 0 ? 'bad' : ''}>
          <dt>Failed</dt>
          <dd>{formatCount(failed)}</dd>
        </div>
      </dl>
    </section>
  );
}
