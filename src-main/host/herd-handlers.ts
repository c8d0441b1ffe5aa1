/** The commands that start, end, cut and change what runs. */
import type { CommandName, HerdSnapshot } from '../../src-shared/console-contract.ts';
import { claimAddress } from '../ground/free-port.ts';
import type { Herd } from '../herd/herd.ts';
import type { Handlers, HostParts } from './host-parts.ts';

type HerdCommand = Extract<
  CommandName,
  'herd.state' | `server.${string}` | `link.${string}` | 'topology.apply'
>;

export function herdHandlers({ herd, state, checkOpen }: HostParts): Handlers<HerdCommand> {
  const stateAfter = async (done: Promise<void>): Promise<HerdSnapshot> => {
    await done;
    return state();
  };
  return {
    'herd.state': state,
    'server.start': ({ servers }) => {
      checkOpen();
      return stateAfter(herd.start(servers));
    },
    'server.restart': ({ servers }) => {
      checkOpen();
      return stateAfter(herd.restart(servers));
    },
    'server.stop': ({ servers }) => stateAfter(herd.stop(servers)),
    'server.kill': ({ servers }) => stateAfter(herd.kill(servers)),
    'server.pause': ({ servers }) => {
      herd.pause(servers);
      return state();
    },
    'server.resume': ({ servers }) => {
      herd.resume(servers);
      return state();
    },
    'server.freePort': async ({ server }) => ({ port: await freePort(herd, server) }),
    'link.cut': ({ links }) => {
      herd.cut(links);
      return state();
    },
    'link.heal': ({ links }) => {
      herd.heal(links);
      return state();
    },
    'topology.apply': ({ topology }) => {
      checkOpen();
      return stateAfter(herd.apply(topology));
    },
  };
}

/** One that nobody listens on, and that is no other server's which happens to be down. */
async function freePort(herd: Herd, server: string): Promise<number> {
  const { host } = herd.address(server);
  for (;;) {
    const { port } = await claimAddress(server, { host, port: 0 }, Math.random);
    if (!herd.servers().some((other) => other.port === port)) return port;
  }
}
