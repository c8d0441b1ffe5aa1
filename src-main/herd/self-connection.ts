/**
 * A connection to itself: dialling a port of this machine where nobody listens, a socket can be given that very port
 * as its own end, and then TCP joins it with itself. It looks like a neighbour, and keeps the port from the real one.
 */
import type { Socket } from 'node:net';

/** Whether a connected socket's two ends are one. */
export const isSelfConnection = (socket: Socket): boolean =>
  socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress;
