/** Who of several submissions may use which ports: most of a class have the same in their code. */
export class PortDesk {
  readonly #taken = new Set<number>();
  #freed = withResolver();

  /** Resolves when all of them are free, with how to let go of them. */
  async reserve(ports: readonly number[]): Promise<() => void> {
    while (ports.some((port) => this.#taken.has(port))) await this.#freed.promise;
    for (const port of ports) this.#taken.add(port);
    return () => {
      for (const port of ports) this.#taken.delete(port);
      const { resolve } = this.#freed;
      this.#freed = withResolver();
      resolve();
    };
  }
}

function withResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
