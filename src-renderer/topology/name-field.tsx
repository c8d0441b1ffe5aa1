/** A server's name while it is being written: Enter or leaving it takes it, Escape leaves the old one. */
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { paneKey } from '../actions/shortcut.ts';
import { useConsole } from '../state/console-context.ts';
import { focusSoon } from '../ui/focus-soon.ts';
import { canvasOf } from './canvas-store.ts';
import { nameProblem } from './topology-change.ts';
import { renameServer } from './topology-edits.ts';

export function NameField({ name }: { name: string }) {
  const stores = useConsole();
  const canvas = canvasOf(stores);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(name);
  const ended = useRef(false);
  const topology = stores.herd.getState().snapshot?.topology;
  const problem = topology ? nameProblem(topology, text.trim(), name) : undefined;

  useEffect(
    () =>
      focusSoon(() => {
        field.current?.select();
        return field.current;
      }),
    [],
  );

  /** Resolves to the name that the server has then. */
  const end = async (taken: boolean): Promise<string> => {
    if (ended.current) return name;
    ended.current = true;
    canvas.rename(null);
    return taken ? renameServer(stores, name, text.trim()) : name;
  };
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const key = paneKey('fields', event);
    // The field goes, and the focus with it: the card has it then, as before.
    if (key === 'leave') void end(false).then(canvas.focus);
    if (key === 'take' && !problem) void end(true).then(canvas.focus);
  };
  return (
    <TextInput
      ref={field}
      className="name-field nodrag nopan"
      aria-label={`Name of ${name}`}
      size="xs"
      value={text}
      error={problem}
      maxLength={80}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKey}
      onBlur={() => void end(true)}
    />
  );
}
