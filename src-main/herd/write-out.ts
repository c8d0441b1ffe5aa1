/** Writing what was gathered. Mostly the kernel takes it at once, and then it need not be copied. */
import type { Socket } from 'node:net';
import type { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';

/** Writes all that `out` holds, which is empty then. */
export function writeOut(socket: Socket, out: ByteWriter): void {
  if (socket.writableLength > 0) {
    socket.write(out.take());
    return;
  }
  socket.write(out.bytes.subarray(0, out.length));
  // What waits in the socket is still its own; what doesn't has been copied by the kernel.
  if (socket.writableLength > 0) out.giveAway();
  else out.length = 0;
}
