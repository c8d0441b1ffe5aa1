/** The commands that talk to servers and look into them. */
import { type CommandName, REQUEST_LIMITS, type RequestOf } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { askBeliefs } from './ask-beliefs.ts';
import { exchange } from './exchange.ts';
import type { Handlers, HostParts } from './host-parts.ts';

type TalkCommand = Extract<CommandName, 'herd.send' | 'herd.cancelSend' | `belief.${string}`>;

export function talkHandlers({ herd }: HostParts): Handlers<TalkCommand> {
  const underWay = new Map<string, AbortController>();
  return {
    'herd.send': async ({ exchange: id, ...request }) => {
      checkCuts(request);
      const options = { ...request, ...herd.address(request.server) };
      if (id === undefined) return exchange(options);
      if (underWay.has(id)) {
        const problem = `another exchange that is under way is called ${id}`;
        throw new HerdError('BAD_REQUEST', { command: 'herd.send', problem });
      }
      const cancel = new AbortController();
      underWay.set(id, cancel);
      return exchange({ ...options, cancelled: cancel.signal }).finally(() => underWay.delete(id));
    },
    'herd.cancelSend': ({ exchange: id }) => {
      underWay.get(id)?.abort();
      return { cancelled: underWay.has(id) };
    },
    'belief.read': ({ clients }) => herd.beliefs(clients, REQUEST_LIMITS.beliefClients),
    'belief.ask': ({ clients, servers }) => askBeliefs(herd, clients, servers),
  };
}

/** The pieces follow each other and none is empty. */
function checkCuts({ bytes, cuts = [] }: RequestOf<'herd.send'>): void {
  let last = 0;
  for (const { at } of cuts) {
    if (at <= last || at >= bytes.length) {
      const problem = `cuts should ascend and lie within the ${bytes.length} bytes; ${at} does not`;
      throw new HerdError('BAD_REQUEST', { command: 'herd.send', problem });
    }
    last = at;
  }
}
