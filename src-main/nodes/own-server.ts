/** Our own server in a process of its own: how the `herd` command is run for it. */
import { join, resolve } from 'node:path';
import type { CommandSpec } from '../../src-shared/topology/topology.ts';
import { packageFolder } from '../ground/package-folder.ts';
import type { NodeContext } from '../herd/server-node.ts';
import { PLACES_KEY_VARIABLE } from '../places/places-key.ts';
import { ChildNode } from './child-node.ts';
import { quoteWord } from './command-template.ts';

/** What such a server is told when it starts, as it is then. */
export interface OwnServerSetup {
  readonly places: {
    readonly source: string;
    readonly url?: string | undefined;
    readonly key?: string | undefined;
  };
  readonly logDir: string | null;
}

/** The built `herd` command, run by the Node that runs us. */
export function defaultHerdCommand(): CommandSpec {
  const program = join(packageFolder(import.meta.dirname) ?? '.', 'out', 'main', 'herd.js');
  return { template: `${quoteWord(process.execPath)} ${quoteWord(program)}` };
}

/** @param herd how the `herd` command is run; what it is to do is put behind that */
export function ownServerNode(
  context: NodeContext,
  herd: CommandSpec,
  setup: () => OwnServerSetup,
): ChildNode {
  const command = { ...herd, template: `${herd.template} serve {name} --topology {topology}` };
  return new ChildNode(context, command, { more: () => furtherArguments(setup()), refusesWhenDown: true });
}

function furtherArguments({ places, logDir }: OwnServerSetup): {
  args: string[];
  env: Record<string, string>;
} {
  const { source, url, key } = places;
  return {
    args: [
      ...['--places', source],
      ...(url === undefined ? [] : ['--places-url', url]),
      ...['--log-dir', logDir === null ? 'none' : resolve(logDir)],
    ],
    // Not as an argument: those can be seen by everybody on the machine.
    env: key === undefined ? {} : { [PLACES_KEY_VARIABLE]: key },
  };
}
