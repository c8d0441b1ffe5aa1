/** An order of servers on a ring in which few links cross. */
import type { Link } from '../topology/topology.ts';

/** The same topology gives the same order; the first server stays first. */
export function ringOrder(servers: readonly string[], links: readonly Link[]): string[] {
  const order = alongLinks(servers, links);
  // A walk may jump; exchanges of two servers that shorten the links take most crossings out.
  for (let better = true; better; ) {
    better = false;
    for (let i = 1; i < order.length; i++) {
      for (let j = i + 1; j < order.length; j++) {
        const before = lengthOf(order, links);
        exchange(order, i, j);
        if (lengthOf(order, links) < before) better = true;
        else exchange(order, i, j);
      }
    }
  }
  return order;
}

function exchange(order: string[], i: number, j: number): void {
  const [a = '', b = ''] = [order[i], order[j]];
  order[i] = b;
  order[j] = a;
}

/** A walk that follows a link wherever it can. */
function alongLinks(servers: readonly string[], links: readonly Link[]): string[] {
  const order: string[] = [];
  const visit = (server: string): void => {
    if (order.includes(server)) return;
    order.push(server);
    for (const { a, b } of links) {
      if (a === server) visit(b);
      else if (b === server) visit(a);
    }
  };
  servers.forEach(visit);
  return order;
}

/** How many steps on the ring all links are long together. */
function lengthOf(order: readonly string[], links: readonly Link[]): number {
  return links.reduce((sum, { a, b }) => {
    const steps = Math.abs(order.indexOf(a) - order.indexOf(b));
    return sum + Math.min(steps, order.length - steps);
  }, 0);
}
