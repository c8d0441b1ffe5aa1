/** `herd send`: lines to one server, its answers to stdout. */
import { Argument, Command, Option } from 'commander';
import type { Cli } from './cli.ts';
import {
  basePortOption,
  type HerdOptions,
  hostOption,
  parseSeconds,
  topologyOption,
} from './herd-options.ts';

export interface SendOptions extends HerdOptions {
  readonly halfClose: boolean;
  readonly timeout: number;
}

const EXAMPLES = `
Each LINE is sent with a line end; quote it, or the shell makes several lines of it. Without a LINE,
stdin is sent as it is, and at a terminal you talk with the server until Ctrl-D. It ends when every
line has its answer (blank lines and valid AT lines get none).

Examples:
  herd send Alford "IAMAT kiwi +34.068930-118.445127 $(date +%s.%N)" "WHATSAT kiwi 10 5"
  herd send 127.0.0.1:12000 < lines.txt
  printf 'WHATSAT kiwi 10 5' | herd send Ball --half-close
  herd send Hill --topology winter-2020 --base-port 11825 "WHATSAT kiwi 5 3"

Exit codes: 0 every line was answered, 1 not answered or no connection, 64 usage.
`;

export function sendCommand(cli: Cli): Command {
  return new Command('send')
    .description('Send lines to a server of a running herd and print its answers.')
    .addArgument(new Argument('<name|host:port>', 'a server of the topology, or any address'))
    .addArgument(new Argument('[line...]', 'what to send'))
    .addOption(
      new Option('--half-close', 'say that no more will come, then read until the server ends').default(
        false,
      ),
    )
    .addOption(
      new Option('--timeout <seconds>', 'how long to wait for the next byte of an answer')
        .argParser(parseSeconds)
        .default(10),
    )
    .addOption(topologyOption())
    .addOption(hostOption())
    .addOption(basePortOption())
    .addHelpText('after', EXAMPLES)
    .action(async (target: string, lines: string[], options: SendOptions) => {
      const { send } = await import('./send.ts');
      await send(cli, target, lines, options);
    });
}
