/** A herd of which one server runs, in this process: a function from a line to its answer. For tests of one check. */
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { findPreset } from '../../../src-shared/topology/presets.ts';
import type { Check } from '../check.ts';
import type { HerdUnderTest } from '../herd-under-test.ts';
import { PrintedLines } from '../printed-lines.ts';
import { attempt, type Outcome } from '../run-check.ts';
import type { Dialect } from '../talk.ts';

export interface OneServer {
  readonly answer: (line: string) => string;
  /** What it says when the client has said that no more comes. */
  readonly farewell?: string;
  readonly dialect: Dialect;
  /** Default: what it asks of Google could not be heard. */
  readonly redirectsPlaces?: boolean;
}

const nobody = (): never => {
  throw new Error('nobody is there');
};

/** Runs the check against it. */
export async function checkOne(
  check: Check,
  { answer, farewell = '', dialect, redirectsPlaces = false }: OneServer,
): Promise<Outcome> {
  const topology = findPreset('fall-2016')?.topology;
  if (topology === undefined) throw new Error('the preset is gone');
  const server = createServer({ allowHalfOpen: true }, (socket: Socket) => {
    socket.on('error', () => {});
    createInterface({ input: socket }).on('line', (line) => socket.write(answer(line)));
    socket.on('end', () => socket.end(farewell));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const herd: HerdUnderTest = {
    topology,
    places: {
      ...{ requests: [], url: '', authority: '' },
      ...{ behave() {}, release() {}, request: nobody, close: nobody },
    },
    takesPlaces: undefined,
    redirectsPlaces,
    dialect,
    gate: Promise.resolve(),
    running: ['Ball'],
    addressOf: () => ({ host: '127.0.0.1', port }),
    ...{ start: nobody, kill: nobody, stop: nobody, tookPlace() {} },
    ...{ endOf: () => undefined, outputOf: () => [], writtenFiles: async () => [] },
    printed: new PrintedLines(),
    ...{ load: 1, cpuSeconds: () => 0, floods: async () => false },
  };
  try {
    const signal = new AbortController().signal;
    return await attempt(check, { herd, server: 'Ball', seed: 1, attempt: 0, signal });
  } finally {
    server.close();
  }
}
