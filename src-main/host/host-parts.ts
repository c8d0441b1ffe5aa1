/** What the handlers of the host's commands work on. */
import type { CommandName, HerdSnapshot, RequestOf, ResponseOf } from '../../src-shared/console-contract.ts';
import type { Herd } from '../herd/herd.ts';

export interface HostParts {
  readonly herd: Herd;
  state(): HerdSnapshot;
  /** Throws NOT_RUNNING once the host is being closed: nothing may be started any more. */
  checkOpen(): void;
}

export type Handlers<C extends CommandName = CommandName> = {
  readonly [K in C]: (request: RequestOf<K>) => Promise<ResponseOf<K>> | ResponseOf<K>;
};
