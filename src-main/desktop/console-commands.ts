/**
 * THE PLACE WHERE `src-main/console` COMES IN: scenarios and simulated clients. Until it does, its commands say that
 * they are to come.
 */
import type { Host } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import type { ConsoleHandlers } from '../../src-shared/front-contract.ts';

export interface ConsoleParts {
  /** What fronts talk to and hear events from: the host itself, or what the console puts around it. */
  readonly host: Host;
  readonly handlers: ConsoleHandlers;
}

const toCome = (): never => {
  throw new HerdError('INTERNAL', { problem: 'Scenarios and simulated clients are to come.' });
};

export function openConsole(host: Host): ConsoleParts {
  return {
    host,
    handlers: {
      'scenario.list': toCome,
      'scenario.read': toCome,
      'scenario.run': toCome,
      'scenario.stop': toCome,
      'swarm.start': toCome,
      'swarm.stop': toCome,
      'swarm.state': toCome,
    },
  };
}
