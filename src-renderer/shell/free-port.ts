/** A port in use: the server is given one that nobody listens on, and started. */
import type { Console } from '../state/console.ts';

export async function freePortFor(
  { client, herd, operations, notices }: Console,
  server: string,
): Promise<void> {
  const topology = herd.getState().snapshot?.topology;
  if (!topology) return;
  try {
    const { port } = await client.call('server.freePort', { server });
    const servers = topology.servers.map((spec) => (spec.name === server ? { ...spec, port } : spec));
    const moved = await operations.applyTopology({ ...topology, servers }, `Move ${server} to port ${port}`);
    if (moved && (await operations.servers('start', [server]))) notices.dismissAll();
  } catch (thrown) {
    notices.tell(thrown);
  }
}
