/** The log's filter, how much is kept, and what can be done with all of it. */
import { ActionIcon, Menu, MultiSelect, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconDownload, IconFilterOff, IconSearch, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { EventType } from '../../src-shared/events/events.ts';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import { NO_FILTER } from '../state/log.ts';
import { formatCount } from '../ui/format.ts';
import { KIND_WORDS } from './describe-event.ts';
import { exportLog } from './export-log.ts';

const KINDS = Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }));
const TYPED_MS = 150;

interface TypedProps {
  readonly member: 'text' | 'client';
  readonly className: string;
  readonly label: string;
  readonly placeholder: string;
  readonly leftSection?: ReactNode;
  /** What the log is to be filtered by from elsewhere; another object each time. */
  readonly wanted?: { readonly text: string } | null;
  /** The pane's shortcut leads here. */
  readonly isSearch?: boolean;
}

/** A part of the filter that is typed: a hundred thousand events aren't looked through for each letter. */
function Typed({ member, label, wanted, isSearch, ...look }: TypedProps) {
  const { log } = useConsole();
  const current = useView('log', (view) => view.filter[member]);
  const [typed, setTyped] = useState(current);
  const applied = useRef(current);
  const apply = useDebouncedCallback((text: string) => {
    applied.current = text;
    log.setFilter({ ...log.getState().filter, [member]: text });
  }, TYPED_MS);
  useEffect(() => {
    if (wanted) log.setFilter({ ...NO_FILTER, text: wanted.text });
  }, [wanted, log]);
  useEffect(() => {
    // It was changed elsewhere: what was being typed doesn't come back.
    if (current === applied.current) return;
    applied.current = current;
    apply.cancel();
    setTyped(current);
  }, [current, apply]);
  return (
    <TextInput
      {...look}
      {...(isSearch ? { 'data-log-search': true } : {})}
      aria-label={label}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
    />
  );
}

function Counts() {
  const kept = useView('log', (view) => view.kept);
  const shown = useView('log', (view) => view.shown);
  const dropped = useView('log', (view) => view.dropped);
  const leftOut = useView('log', (view) => view.leftOut);
  return (
    <span className="log-counts numbers">
      {shown === kept
        ? `${formatCount(kept)} ${kept === 1 ? 'event' : 'events'}`
        : `${formatCount(shown)} of ${formatCount(kept)} events`}
      {dropped > 0 && `, oldest ${formatCount(dropped)} dropped`}
      {leftOut > 0 && `, ${formatCount(leftOut)} left out`}
    </span>
  );
}

export function LogBar() {
  const stores = useConsole();
  const { log } = stores;
  const wanted = useView('shell', (view) => view.logFilter);
  const filter = useView('log', (view) => view.filter);
  const servers = useSnapshot()?.servers.map(({ name }) => name) ?? [];
  const any = filter !== NO_FILTER;
  return (
    <div className="pane-bar">
      <Typed
        member="text"
        className="log-search"
        leftSection={<IconSearch size={14} />}
        placeholder="Find text"
        label="Find text in the log"
        wanted={wanted}
        isSearch
      />
      <MultiSelect
        className="log-choice"
        aria-label="Servers in the log"
        placeholder={filter.servers.length === 0 ? 'All servers' : ''}
        data={servers}
        value={[...filter.servers]}
        onChange={(chosen) => log.setFilter({ ...filter, servers: chosen })}
        clearable
      />
      <MultiSelect
        className="log-choice"
        aria-label="Kinds in the log"
        placeholder={filter.kinds.length === 0 ? 'All kinds' : ''}
        data={KINDS}
        value={[...filter.kinds]}
        onChange={(chosen) => log.setFilter({ ...filter, kinds: chosen as EventType[] })}
        clearable
      />
      <Typed member="client" className="log-client" placeholder="Any client" label="Client in the log" />
      {any && (
        <Tooltip label="Clear the filter">
          <ActionIcon aria-label="Clear the filter" onClick={() => log.setFilter(NO_FILTER)}>
            <IconFilterOff size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <div className="log-end">
        <Counts />
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label="Save the log">
              <IconDownload size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void exportLog(stores, 'text')}>Save what is shown as text…</Menu.Item>
            <Menu.Item onClick={() => void exportLog(stores, 'json')}>
              Save what is shown as JSON lines…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Tooltip label="Clear the log">
          <ActionIcon aria-label="Clear the log" onClick={() => log.clear()}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
}
