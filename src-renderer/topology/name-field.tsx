/** A server's name while it is being written: Enter or leaving it takes it, Escape leaves the old one. */
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useConsole } from '../state/console-context.ts';
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

  useEffect(() => {
    // The canvas focuses the card that was just made; the name is written first.
    const frame = requestAnimationFrame(() => field.current?.select());
    return () => cancelAnimationFrame(frame);
  }, []);

  const end = (taken: boolean): void => {
    if (ended.current) return;
    ended.current = true;
    canvas.rename(null);
    if (taken && !problem) void renameServer(stores, name, text.trim());
  };
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') end(false);
    if (event.key === 'Enter' && !problem) end(true);
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
      onBlur={() => end(true)}
    />
  );
}
