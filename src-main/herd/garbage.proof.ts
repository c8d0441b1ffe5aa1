/** A million lines of garbage against a live herd: each gets its answer, and it costs the herd nothing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckedConversation } from './testing/checked-conversation.ts';
import { Garbage } from './testing/garbage.ts';
import { ReplyModel } from './testing/reply-model.ts';
import { firstSeed, SeededRandom } from './testing/seeded-random.ts';
import { CAN_MEASURE, ServedHerd } from './testing/served-herd.ts';
import { beliefs, eventually } from './testing/test-herd.ts';
import { WireClient } from './testing/wire-client.ts';

const LINES = 1_000_000;
const CONNECTIONS = 8;
const LINES_A_BATCH = 500;
/** Connections whose garbage the herd may take to come to its working size. */
const WARM_UP = 2;
/** What its memory may grow by after that, because the heap breathes; and for each new client at each server. */
const GROWTH_BYTES = 32 * 1024 * 1024;
const CLIENT_BYTES = 300;
const ENDLESS_BYTES = 8 * 1024 * 1024;

const seed = firstSeed();

describe(`a live herd (HERD_SEED=${seed})`, () => {
  let herd: ServedHerd;
  beforeEach(async () => {
    herd = await ServedHerd.start();
  });
  afterEach(() => herd.close());

  it(`answers each of ${LINES} lines of garbage, and its memory is flat`, async () => {
    const garbage = new Garbage(new SeededRandom(seed));
    const model = new ReplyModel('Alford');
    const memory: { bytes: number; clients: number }[] = [];
    let valid = 0;
    for (let i = 0; i < CONNECTIONS; i++) {
      const talk = new CheckedConversation(herd.address('Alford'), model);
      for (let sent = 0; sent < LINES / CONNECTIONS; sent += LINES_A_BATCH) {
        const lines = Array.from({ length: LINES_A_BATCH }, () => garbage.line());
        talk.expect(lines);
        const bytes = `${lines.join('\n')}\n`;
        // In two segments, cut anywhere, also inside of a character.
        const cut = garbage.cut(bytes.length);
        await talk.send(bytes.slice(0, cut));
        await talk.send(bytes.slice(cut));
      }
      await endlessLine(talk, garbage);
      // The last line of all is ended by the end of the stream.
      talk.expect(['gärbage']);
      await talk.send('gärbage');
      await talk.end();
      valid += talk.valid;
      if (CAN_MEASURE) memory.push({ bytes: herd.memory, clients: model.clients });
    }
    expect(valid).toBeGreaterThan(LINES / 100);
    await stillWorks(herd);
    if (CAN_MEASURE) expectFlat(memory.slice(WARM_UP - 1), herd.names.length);
  });
});

/** The first is what it was, the others are what it became. */
function expectFlat(memory: readonly { bytes: number; clients: number }[], servers: number): void {
  const [warm, ...later] = memory;
  for (const { bytes, clients } of later) {
    const learned = (clients - (warm?.clients ?? 0)) * servers * CLIENT_BYTES;
    expect(bytes - (warm?.bytes ?? 0)).toBeLessThan(GROWTH_BYTES + learned);
  }
}

/** A line that doesn't end for long. */
async function endlessLine(talk: CheckedConversation, garbage: Garbage): Promise<void> {
  const piece = 'endless'.repeat(9_000);
  talk.expect([piece]);
  for (let sent = 0; sent < ENDLESS_BYTES; sent += piece.length) await talk.send(piece);
  await talk.send(`${piece.slice(garbage.cut(piece.length))}\n`);
}

async function stillWorks(herd: ServedHerd): Promise<void> {
  for (const server of herd.names) {
    const client = await WireClient.open(herd.address(server));
    const line = await client.ask(`IAMAT after-${server} +34-118 1`);
    client.destroy();
    expect(line).toMatch(new RegExp(`^AT ${server} \\+\\d+\\.\\d{9} after-${server} \\+34-118 1$`));
    for (const name of herd.names) {
      const known = async (): Promise<boolean> =>
        (await beliefs(herd.address(name), [`after-${server}`]))[0] === line;
      await eventually(known, `${name} knows ${line}`);
    }
  }
}
