/** A topology that comes from another process: its form, and what `checkTopology` asks of its contents. */
import { z } from 'zod';
import { SERVER_NAME, type Topology } from './topology.ts';
import { TOPOLOGY_LIMITS } from './topology-file.ts';

const serverName = z.string().regex(SERVER_NAME);
const LINKS = 100_000;
const text = z.string().max(10_000);

const command = z
  .object({
    template: text.min(1),
    cwd: text.exactOptional(),
    env: z.record(z.string().max(1_000), text).exactOptional(),
  })
  .strict();

const server = z
  .object({
    name: serverName,
    host: z
      .string()
      .regex(/^[A-Za-z0-9_.:%-]{1,255}$/)
      .exactOptional(),
    port: z.number().int().min(1).max(65_535).exactOptional(),
    command: command.exactOptional(),
    process: z.literal('own').exactOptional(),
  })
  .strict();

export const topologySchema: z.ZodType<Topology> = z
  .object({
    id: z.string().max(1_000),
    title: z.string().max(TOPOLOGY_LIMITS.titleLength),
    servers: z.array(server).max(TOPOLOGY_LIMITS.servers),
    links: z.array(z.object({ a: serverName, b: serverName }).strict()).max(LINKS),
  })
  .strict()
  .superRefine(({ servers, links }, context) => {
    const refuse = (message: string): void => context.addIssue({ code: 'custom', message });
    const names = new Set<string>();
    for (const { name, command, process } of servers) {
      if (command !== undefined && process !== undefined) refuse(`${name} has both a command and a process`);
      if (names.has(name)) refuse(`there are two servers named ${name}`);
      names.add(name);
    }
    const pairs = new Set<string>();
    for (const { a, b } of links) {
      const pair = [a, b].sort().join('-');
      if (a === b) refuse(`${a} is linked to itself`);
      if (!names.has(a) || !names.has(b)) refuse(`the link ${a}-${b} names a server that isn’t there`);
      if (pairs.has(pair)) refuse(`there are two links ${pair}`);
      pairs.add(pair);
    }
  });
