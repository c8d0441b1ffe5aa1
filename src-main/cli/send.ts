/** What `herd send` does: finds the server, talks to it, prints what comes. */
import { HerdError } from '../../src-shared/errors.ts';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { addressOf, parseAddress, parseBasePort } from '../../src-shared/topology/addresses.ts';
import { type Address, formatAddress } from '../../src-shared/topology/topology.ts';
import type { Cli } from './cli.ts';
import { converse } from './conversation.ts';
import type { HerdOptions } from './herd-options.ts';
import { loadTopology } from './load-topology.ts';
import type { SendOptions } from './send-command.ts';

/** @throws HerdError when the target can't be found, or not every line was answered */
export async function send(
  cli: Cli,
  target: string,
  lines: readonly string[],
  options: SendOptions,
): Promise<void> {
  const address = parseAddress(target) ?? (await addressOfServer(target, options));
  if (looksUnquoted(lines)) {
    cli.stderr.line(`herd: note: this sends ${lines.length} lines. To send them as one, put it in quotes.`);
  }
  const text = formatAddress(address);
  const stop = new AbortController();
  try {
    await converse({
      target: target === text ? text : `${target} (${text})`,
      address,
      input: lines.length > 0 ? asChunks(lines) : cli.stdin.chunks(stop.signal),
      halfClose: options.halfClose,
      timeoutSeconds: options.timeout,
      received: (bytes) => cli.stdout.write(bytes),
    });
  } finally {
    stop.abort();
  }
}

async function addressOfServer(
  name: string,
  { topology: id, host, basePort }: HerdOptions,
): Promise<Address> {
  const topology = await loadTopology(id);
  const address = addressOf(topology, name, { host, basePort: parseBasePort(basePort, topology) });
  if (address.port !== 0) return address;
  const problem = 'With --base-port 0 nobody but the system knows the ports.';
  throw new HerdError('USAGE', { problem, help: 'Write HOST:PORT, as `herd serve` printed it.' });
}

async function* asChunks(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  yield encodeText(lines.map((line) => `${line}\n`).join(''));
}

/** `herd send Alford IAMAT kiwi +34-118 1`: the shell has made four lines of one. */
function looksUnquoted(lines: readonly string[]): boolean {
  const [first = ''] = lines;
  return lines.length > 1 && /^(IAMAT|WHATSAT|AT)$/.test(first) && lines.every((line) => !line.includes(' '));
}
