/** A command of `herd` in this process: what it says, and how it ends. */
import { PassThrough, Writable } from 'node:stream';
import type { Cli } from '../cli.ts';
import { Output } from '../output.ts';
import { runProgram } from '../program.ts';

export interface HereOptions {
  /** Its stdin does not end. */
  readonly open?: boolean;
  /** It is interrupted when it has said this on stderr. */
  readonly interruptAt?: string;
  readonly env?: Cli['env'];
}

export async function herdHere(
  args: readonly string[],
  { open = false, interruptAt, env = {} }: HereOptions = {},
): Promise<{ code: number; out: string; err: string }> {
  const out = new PassThrough();
  let err = '';
  let code = 0;
  let interrupt = (): void => {};
  const stderr = new Writable({
    write(chunk, _, done) {
      err += chunk;
      if (interruptAt !== undefined && err.includes(interruptAt)) interrupt();
      done();
    },
  });
  const cli: Cli = {
    stdin: {
      terminal: false,
      async *chunks(signal) {
        if (open) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    },
    stdout: new Output(out, {}),
    stderr: new Output(stderr, {}),
    env,
    exitWith: (given) => {
      code = given;
    },
    onEnd: (listener) => {
      interrupt = () => listener({ kind: 'signal', signal: 'SIGINT' });
      return () => {};
    },
  };
  await runProgram(cli, args);
  return { code, out: String(out.read() ?? ''), err };
}
