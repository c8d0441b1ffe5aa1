import { afterEach, expect, it } from 'vitest';
import { LIMITS } from './limits.ts';
import { TestHerd } from './testing/test-herd.ts';

let herd: TestHerd | undefined;
afterEach(() => herd?.close());

it('goes on when one read was answered with more than may wait, and all of it was taken at once', async () => {
  // A long name makes short reports have long answers.
  const name = `A${'b'.repeat(63)}`;
  herd = await TestHerd.start({ topology: { id: 'one', title: 'One', servers: [{ name }], links: [] } });
  const client = await herd.client(name);
  const reports = Math.ceil((4 * LIMITS.replyBytes) / `AT ${name} +0.000000000 a +0+0 0\n`.length);
  client.write('IAMAT a +0+0 0\n'.repeat(reports));
  for (let i = 0; i < reports; i++) await client.line();
  expect(await client.ask('still here')).toBe('? still here');
});
