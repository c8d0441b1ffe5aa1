/**
 * Sockets that read into one buffer. As streams they would have 64 KiB allocated for each read, and each read passed
 * through a queue, which costs more than answering a line; Node's `onread` spares both.
 */
import { Socket } from 'node:net';
import { LIMITS } from './limits.ts';

/** Who takes what was read: bytes [0, end), lent for the call. Returns false to be given no more until `resume()`. */
export type Taker = (bytes: Uint8Array, end: number) => boolean;

/** One for all: what is read is taken before anything else is read. No Buffer, of which `slice` would be no copy. */
const buffer = new Uint8Array(LIMITS.readBytes);

/** The option of a socket that is dialled. */
export const readInto = (take: Taker) => ({
  buffer,
  callback: (end: number) => take(buffer, end),
});

/**
 * Makes one of an accepted socket, of a listener with `pauseOnConnect`. A listener has no such option, so the handle is
 * moved into a socket that has; the empty one stays what the listener counts, and is closed with it.
 */
export function takenOver(accepted: Socket, take: Taker): Socket {
  const shell = accepted as unknown as { _handle: unknown };
  const options = { handle: shell._handle, onread: readInto(take), allowHalfOpen: true };
  shell._handle = null;
  const socket = new Socket(options);
  socket.once('close', () => accepted.destroy());
  return socket;
}
