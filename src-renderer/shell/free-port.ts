/** A port in use: the server is given one that nobody listens on, and started. */
import type { ErrorData } from '../../src-shared/errors.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import type { Console } from '../state/console.ts';

/** @param error what is told of the port; it is settled when the server runs */
export async function freePortFor(
  { client, operations, notices }: Console,
  server: string,
  error: ErrorData,
): Promise<void> {
  try {
    const { port } = await client.call('server.freePort', { server });
    const withPort = (now: Topology): Topology => ({
      ...now,
      servers: now.servers.map((spec) => (spec.name === server ? { ...spec, port } : spec)),
    });
    const moved = await operations.applyTopology(withPort, `Move ${server} to port ${port}`);
    if (moved && (await operations.servers('start', [server]))) notices.dismissError(error);
  } catch (thrown) {
    notices.tell(thrown);
  }
}
