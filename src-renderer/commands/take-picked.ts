/** A location that is picked on the map goes where a person is: into the report, or to the swarm's centre. */
import type { ShellStore } from '../state/shell.ts';
import type { CommandStore } from './command-store.ts';
import type { SwarmStore } from './swarm-store.ts';

export function takePicked(shell: ShellStore, commands: CommandStore, swarm: SwarmStore): () => void {
  return shell.subscribe(({ pickedLocation, picks }, before) => {
    if (pickedLocation === null || picks === before.picks) return;
    const { tab, draft } = commands.getState();
    if (tab === 'swarm') return swarm.plan({ centre: pickedLocation });
    const iamat = { ...draft.iamat, location: pickedLocation, path: [] };
    commands.edit({ ...draft, form: 'iamat', iamat });
  });
}
