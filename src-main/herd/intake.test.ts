import { connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { LIMITS } from './limits.ts';
import { eventually, TestHerd } from './testing/test-herd.ts';

let herd: TestHerd | undefined;
let slow: Socket | undefined;
afterEach(async () => {
  slow?.destroy();
  await herd?.close();
});

it('keeps what a client has asked that takes no answers, while others fill the buffer', async () => {
  herd = await TestHerd.start();
  const { host, port } = await herd.server('Welsh');
  const other = await herd.client('Welsh');
  slow = connect({ host, port });
  const taken = takenBy(slow);
  slow.pause();
  let asked = 0;
  let vain = 0;
  // Until the server reads no more of it, because the kernels hold all that they do.
  await eventually(async () => {
    const before = taken();
    let lines = '';
    while (lines.length < LIMITS.readBytes) lines += `${asked++}\n`;
    slow?.write(lines);
    expect(await other.ask('other')).toBe('? other');
    vain = taken() === before ? vain + 1 : 0;
    return vain === 3;
  }, 'the server reads no more of it');
  // Blank lines: they are read, and need no answers.
  other.write(`${' '.repeat(63)}\n`.repeat((4 * LIMITS.readBytes) / 64));
  expect(await other.ask('all of it was read')).toBe('? all of it was read');

  const heard: string[] = [];
  slow.setEncoding('latin1');
  slow.on('data', (text: string) => heard.push(text));
  slow.resume();
  slow.end();
  await new Promise((resolve) => slow?.once('end', resolve));
  // Not toEqual: of megabytes nobody wants to read the difference.
  expect(heard.join('') === Array.from({ length: asked }, (_, n) => `? ${n}\n`).join('')).toBe(true);
});

/** How many bytes the kernel has taken of what was written. */
const takenBy = (socket: Socket) => (): number => socket.bytesWritten - socket.writableLength;
