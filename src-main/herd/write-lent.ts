/** Writing without a copy where the system takes all bytes at once, as it mostly does. */
import type { Socket } from 'node:net';
import type { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';

/** Writes what the writer holds. What the system doesn't take at once stays the socket's; the writer makes itself new room. */
export function writeLent(socket: Socket, writer: ByteWriter): void {
  socket.write(writer.lend());
  if (socket.writableLength === 0) writer.giveBack();
}
