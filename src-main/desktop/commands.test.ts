import { expect, it } from 'vitest';
import type { DesktopHandlers } from '../../src-shared/front-contract.ts';
import { answerCall } from './answer-call.ts';
import { commandTable } from './commands.ts';

it('a lost page can’t have the key sent elsewhere, or logs written anywhere, past the settings', async () => {
  const calls: string[] = [];
  const console = { call: async (command: string) => calls.push(command) as never };
  const table = commandTable(console, {} as DesktopHandlers);
  const refused = { ok: false, error: { code: 'BAD_REQUEST' } };
  const places = { source: 'google', url: 'https://elsewhere.example' };
  expect(await answerCall(table, 'places.use', places)).toMatchObject(refused);
  expect(await answerCall(table, 'herd.use', { logDir: '/anywhere' })).toMatchObject(refused);
  await answerCall(table, 'herd.state', {});
  expect(calls).toEqual(['herd.state']);
});
