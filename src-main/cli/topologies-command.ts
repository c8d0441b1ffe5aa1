/** `herd topologies`: the built-in topologies, or one of them (or of a file) in full. */
import { Argument, Command } from 'commander';
import type { Cli } from './cli.ts';
import { jsonOption } from './herd-options.ts';

const EXAMPLES = `
Examples:
  herd topologies                      all built-in ones
  herd topologies winter-2020          its servers, links, and the pairs whose loss splits it
  herd topologies fall-2016 > my.yaml  a file to start from: the description is YAML comments
  herd serve --topology my.yaml
`;

export function topologiesCommand(cli: Cli): Command {
  return new Command('topologies')
    .description('List the built-in topologies, or show one of them, or check and show a topology file.')
    .addArgument(new Argument('[id|file]', 'which one to show'))
    .addOption(jsonOption('print JSON'))
    .addHelpText('after', EXAMPLES)
    .action(async (idOrFile: string | undefined, { json }: { json: boolean }) => {
      const { listTopologies, showTopology } = await import('./topologies.ts');
      if (idOrFile === undefined) listTopologies(cli.stdout, json);
      else await showTopology(cli.stdout, idOrFile, json);
    });
}
