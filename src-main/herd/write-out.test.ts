import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { writeOut } from './write-out.ts';

it('lets go of bytes that wait in the socket, so that what is gathered next does not overwrite them', async () => {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const reader = connect((listener.address() as AddressInfo).port, '127.0.0.1');
  reader.pause();
  const [writer] = (await once(listener, 'connection')) as [Socket];
  const out = new ByteWriter(64);
  let expected = '';
  const write = (n: number): void => {
    const line = `${n}`.padStart(999, '.');
    expected += `${line}\n`;
    out.text(`${line}\n`);
    writeOut(writer, out);
    expect(out.length).toBe(0);
  };
  let lines = 0;
  while (writer.writableLength === 0) write(lines++);
  for (let more = 0; more < 10; more++) write(lines++);
  writer.end();
  let heard = '';
  reader.setEncoding('latin1').on('data', (text: string) => {
    heard += text;
  });
  reader.resume();
  await once(reader, 'end');
  expect(heard === expected).toBe(true);
  listener.close();
});
