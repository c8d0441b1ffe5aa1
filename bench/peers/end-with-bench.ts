/**
 * Loaded into each Node peer before its own program (`node --import`): ends it
 * when the bench ends, however that ends. The bench holds the other end of file
 * descriptor 3 and never writes to it; the peer itself is measured as it is.
 */
import { Socket } from 'node:net';

const BENCH_FD = 3;

const bench = new Socket({ fd: BENCH_FD, readable: true, writable: false });
const end = (): void => process.exit(0);
bench.on('end', end).on('error', end).resume().unref();
