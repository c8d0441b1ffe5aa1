/** The log's filter, how much is kept, and what can be done with all of it. */
import { ActionIcon, Menu, MultiSelect, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconDownload, IconFilterOff, IconSearch, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { EventType } from '../../src-shared/events/events.ts';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import { NO_FILTER } from '../state/log.ts';
import { formatCount } from '../ui/format.ts';
import { KIND_WORDS } from './describe-event.ts';
import { exportLog } from './export-log.ts';

const KINDS = Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }));
const TYPED_MS = 150;

function Search() {
  const { log } = useConsole();
  const wanted = useView('shell', (view) => view.logFilter);
  const current = useView('log', (view) => view.filter.text);
  const [text, setText] = useState(current);
  const box = useRef<HTMLInputElement>(null);
  const apply = useDebouncedCallback((typed: string) => {
    log.setFilter({ ...log.getState().filter, text: typed });
  }, TYPED_MS);
  useEffect(() => {
    if (!wanted) return;
    setText(wanted.text);
    log.setFilter({ ...NO_FILTER, text: wanted.text });
  }, [wanted, log]);
  useEffect(() => {
    if (current === '') setText('');
  }, [current]);
  return (
    <TextInput
      ref={box}
      data-log-search
      className="log-search"
      leftSection={<IconSearch size={14} />}
      placeholder="Find text"
      aria-label="Find text in the log"
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
    />
  );
}

function Counts() {
  const kept = useView('log', (view) => view.kept);
  const shown = useView('log', (view) => view.shown);
  const dropped = useView('log', (view) => view.dropped);
  return (
    <span className="log-counts numbers">
      {shown === kept
        ? `${formatCount(kept)} events`
        : `${formatCount(shown)} of ${formatCount(kept)} events`}
      {dropped > 0 && `, oldest ${formatCount(dropped)} dropped`}
    </span>
  );
}

export function LogBar() {
  const stores = useConsole();
  const { log } = stores;
  const filter = useView('log', (view) => view.filter);
  const servers = useSnapshot()?.servers.map(({ name }) => name) ?? [];
  const any = filter !== NO_FILTER;
  return (
    <div className="pane-bar">
      <Search />
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
      <TextInput
        className="log-client"
        aria-label="Client in the log"
        placeholder="Any client"
        value={filter.client}
        onChange={(event) => log.setFilter({ ...filter, client: event.currentTarget.value })}
      />
      {any && (
        <Tooltip label="Clear the filter">
          <ActionIcon aria-label="Clear the filter" onClick={() => log.setFilter(NO_FILTER)}>
            <IconFilterOff size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <span className="log-rest" />
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
  );
}
