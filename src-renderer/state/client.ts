/** Calls to the host through the bridge: an answer, or a `CallError` that has what a person is to be told. */
import type { ErrorData } from '../../src-shared/errors.ts';
import type { FrontBridge } from '../../src-shared/front-bridge.ts';
import type { FrontCommand, FrontRequest, FrontResponse } from '../../src-shared/front-contract.ts';

export class CallError extends Error {
  override readonly name = 'CallError';
  readonly data: ErrorData;

  constructor(data: ErrorData) {
    super(data.what);
    this.data = data;
  }
}

/** Any thrown thing as what a person is told. */
export function errorDataOf(thrown: unknown): ErrorData {
  if (thrown instanceof CallError) return thrown.data;
  if (thrown instanceof Error && 'code' in thrown && 'next' in thrown && 'why' in thrown) {
    const { code, message, why, next } = thrown as unknown as ErrorData & Error;
    return { code, what: message, why, next };
  }
  return {
    code: 'INTERNAL',
    what: 'Something went wrong that should not have.',
    why: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
    next: 'Please report it with what you did before.',
  };
}

export interface Client {
  /** @throws CallError */
  call<C extends FrontCommand>(command: C, request: FrontRequest<C>): Promise<FrontResponse<C>>;
}

export function createClient(bridge: FrontBridge): Client {
  return {
    async call<C extends FrontCommand>(command: C, request: FrontRequest<C>): Promise<FrontResponse<C>> {
      const outcome = await bridge.call(command, request);
      if (outcome.ok) return outcome.value;
      throw new CallError(outcome.error);
    },
  };
}
