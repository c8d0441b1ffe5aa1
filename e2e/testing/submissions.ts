/** Submissions for the window's tests: one of the grader's own right herds, with an edit where it is to be wrong. */
import { once } from 'node:events';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';

const HERD = resolve(import.meta.dirname, '../../src-main/grader/testing/herds/line-loop');
/** The ports in its table, with the last digit from 0 to 4. */
const PORT = /\b12[0-9]0([0-4])\b/g;
/** Below what the system gives to outgoing connections. */
const PORTS = { from: 20_000, count: 10_000 } as const;

export interface Edit {
  readonly find: string;
  readonly replace: string;
}

/** Writes it into `folder`, on free ports of its own. @throws Error when a text to be replaced isn't there once */
export async function writeSubmission(folder: string, edits: readonly Edit[] = []): Promise<string> {
  await cp(HERD, folder, { recursive: true });
  const main = join(folder, 'server.py');
  let source = await readFile(main, 'utf8');
  for (const { find, replace } of edits) {
    if (source.split(find).length !== 2) throw new Error(`“${find}” is not there once`);
    source = source.replace(find, () => replace);
  }
  const ports = await freePorts(5);
  await writeFile(
    main,
    source.replaceAll(PORT, (_, digit: string) => String(ports[Number(digit)])),
  );
  return folder;
}

async function freePorts(count: number): Promise<number[]> {
  const held: Server[] = [];
  const ports: number[] = [];
  while (ports.length < count) {
    const port = PORTS.from + Math.floor(Math.random() * PORTS.count);
    const server = createServer();
    const listening = await Promise.race([
      once(server.listen({ host: '127.0.0.1', port, exclusive: true }), 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]).catch(() => false);
    if (!listening) continue;
    held.push(server);
    ports.push(port);
  }
  for (const server of held) server.close();
  return ports;
}
