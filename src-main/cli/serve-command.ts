/** `herd serve`: hosts a herd, or some of its servers, until it is told to end. */
import { Argument, Command, Option } from 'commander';
import { PLACES_SOURCES, type PlacesSourceName } from '../places/places-source.ts';
import type { Cli } from './cli.ts';
import { basePortOption, type HerdOptions, hostOption, jsonOption, topologyOption } from './herd-options.ts';

export interface ServeOptions extends HerdOptions {
  readonly places: PlacesSourceName;
  readonly placesUrl?: string;
  readonly logDir: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  herd serve                                  the five of fall-2016 on 127.0.0.1:12000 to 12004
  herd serve Alford                           one of them alone; the others run in other terminals
  herd serve --base-port 0 --json             free ports, every event a JSON line
  herd serve --topology winter-2020 --base-port 11825
  GOOGLE_PLACES_API_KEY=... herd serve --places google-new
  (echo "kill Welsh"; sleep 5; echo "start Welsh"; cat) | herd serve

Ready is a line for each server, then "ready". While it runs it reads commands on stdin, one a line:
"help" lists them. Ctrl-C, SIGTERM, SIGHUP or "quit" end it; the end of stdin does not.

Exit codes: 0 ended when asked to, 1 failed, 2 the environment's fault (a port in use, a log folder
that can't be written), 64 usage.
`;

export function serveCommand(cli: Cli): Command {
  return new Command('serve')
    .description('Host the servers of a topology: all of them, or those that are named.')
    .addArgument(new Argument('[name...]', 'host only these; the others are dialled where they run'))
    .addOption(topologyOption())
    .addOption(hostOption())
    .addOption(basePortOption(', in the topology’s order; 0: free ports'))
    .addOption(
      new Option('--places <source>', 'where places come from')
        .choices(PLACES_SOURCES)
        .default(PLACES_SOURCES[0]),
    )
    .addOption(new Option('--places-url <url>', 'a server that answers in Google’s forms, instead of Google'))
    .addOption(
      new Option('--log-dir <folder>', 'NAME.log of each server goes here; none: no logs').default('logs'),
    )
    .addOption(jsonOption('every event as a JSON line; the first is {"type":"ready",...}'))
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], options: ServeOptions) => {
      const { serve } = await import('./serve.ts');
      await serve(cli, names, options);
    });
}
