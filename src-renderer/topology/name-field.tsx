/** A server's name while it is being written: Enter or leaving it takes it, Escape leaves the old one. */
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { paneKey } from '../actions/shortcut.ts';
import { useConsole } from '../state/console-context.ts';
import { canvasOf } from './canvas-store.ts';
import { nameProblem } from './topology-change.ts';
import { renameServer } from './topology-edits.ts';

/** Frames; about a second. */
const FOCUS_TRIES = 60;

export function NameField({ name }: { name: string }) {
  const stores = useConsole();
  const canvas = canvasOf(stores);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(name);
  const ended = useRef(false);
  const topology = stores.herd.getState().snapshot?.topology;
  const problem = topology ? nameProblem(topology, text.trim(), name) : undefined;

  useEffect(() => {
    // A new card is hidden until it has been measured, and what is hidden takes no focus: tried until it does.
    let frame = 0;
    let tries = 0;
    const take = (): void => {
      field.current?.select();
      field.current?.focus();
      tries += 1;
      if (document.activeElement !== field.current && tries < FOCUS_TRIES)
        frame = requestAnimationFrame(take);
    };
    frame = requestAnimationFrame(take);
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
    const key = paneKey('fields', event);
    if (key === 'leave') end(false);
    if (key === 'take' && !problem) end(true);
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
