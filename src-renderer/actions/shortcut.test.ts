import { describe, expect, it } from 'vitest';
import { ACTION_IDS } from '../../src-shared/actions.ts';
import { actionFor, actionKeys, paneKey, shownKeys, writtenKeys } from './shortcut.ts';

const typed = (key: string, code = '', held: readonly string[] = []) => ({
  key,
  code,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  shiftKey: held.includes('shift'),
  altKey: held.includes('alt'),
});

describe('shortcuts', () => {
  it('are each there once', () => {
    const keys = ACTION_IDS.flatMap((id) => actionKeys(id));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    [typed('k', 'KeyK', ['ctrl']), 'palette.open'],
    [typed('A', 'KeyA', ['ctrl', 'shift']), 'topology.addServer'],
    [typed('Enter', 'Enter', ['ctrl']), 'herd.startAll'],
    [typed('?', 'Slash', ['shift']), 'help.shortcuts'],
    [typed('z', 'KeyZ', ['ctrl', 'alt']), 'edit.undo'],
    [typed('z', 'KeyZ', ['ctrl']), 'edit.undo'],
    [typed('Z', 'KeyZ', ['ctrl', 'shift']), 'edit.redo'],
    [typed('y', 'KeyY', ['ctrl']), 'edit.redo'],
    [typed('k', 'KeyK'), undefined],
    [typed('k', 'KeyK', ['ctrl', 'shift']), undefined],
  ])('%j is %s', (keys, action) => {
    expect(actionFor(keys, false, false)).toBe(action);
  });

  it('take the command key on a Mac, and Ctrl elsewhere', () => {
    expect(actionFor(typed('k', 'KeyK', ['meta']), false, true)).toBe('palette.open');
    expect(actionFor(typed('k', 'KeyK', ['ctrl']), false, true)).toBeUndefined();
    expect(shownKeys('CmdOrCtrl+Shift+A', true)).toEqual(['⌘', '⇧', 'A']);
    expect(shownKeys('CmdOrCtrl+Shift+A', false)).toEqual(['Ctrl', 'Shift', 'A']);
  });

  it('leave a bare key, and those of text itself, to the text that is being typed', () => {
    expect(actionFor(typed('z', 'KeyZ', ['ctrl']), true, false)).toBeUndefined();
    expect(actionFor(typed('z', 'KeyZ', ['ctrl', 'alt']), true, false)).toBe('edit.undo');
    expect(actionFor(typed('?', 'Slash', ['shift']), true, false)).toBeUndefined();
    expect(actionFor(typed('k', 'KeyK', ['ctrl']), true, false)).toBe('palette.open');
  });
});

describe('the keys of a pane', () => {
  it.each([
    ['topology', typed('l', 'KeyL'), 'link'],
    ['topology', typed('X', 'KeyX', ['shift']), 'cut'],
    ['topology', typed('Backspace'), 'remove'],
    ['topology', typed('F10', 'F10', ['shift']), 'menu'],
    ['topology', typed('F10', 'F10'), undefined],
    ['topology', typed('+', 'BracketRight'), 'zoomIn'],
    ['topology', typed('ArrowUp'), undefined],
    ['commands', typed('Enter', 'Enter', ['alt']), 'send'],
    ['commands', typed('Enter'), undefined],
    ['log', typed('/', 'Slash'), 'find'],
    ['log', typed('f', 'KeyF', ['ctrl']), 'find'],
    ['lists', typed('End'), 'last'],
    ['topology', typed('x', 'KeyX', ['meta']), undefined],
    ['lists', typed('ArrowDown', 'ArrowDown', ['meta']), undefined],
  ] as const)('in %s: %j is %s', (place, keys, does) => {
    expect(paneKey(place, keys, false)).toBe(does);
  });

  it('are written as they stand on the keyboard', () => {
    expect(writtenKeys('CmdOrCtrl+1', false)).toBe('Ctrl+1');
    expect(writtenKeys('CmdOrCtrl+1', true)).toBe('⌘1');
    expect(shownKeys('Alt+ArrowUp', false)).toEqual(['Alt', '↑']);
    expect(shownKeys('Plus', false)).toEqual(['+']);
  });
});
