/** A crowd of slow clients costs another client nothing that it would notice, and the herd little memory. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Crowd } from './testing/crowd.ts';
import { CAN_MEASURE, ServedHerd } from './testing/served-herd.ts';
import { WireClient } from './testing/wire-client.ts';

const CROWD = { idle: 500, dripping: 50, deaf: 20 };
const ROUNDS = 9;
const QUESTIONS = 400;
/** What the 99th percentile may be beyond twice of what it was: a machine that does other things is that rough. */
const SLACK_MS = 1;
/** For 570 connections; the deaf ones may have a quarter of a MiB of answers each, and what was read last. */
const GROWTH_BYTES = 64 * 1024 * 1024;

describe(`${CROWD.idle} idle, ${CROWD.dripping} dripping and ${CROWD.deaf} deaf clients`, () => {
  let quiet: ServedHerd;
  let crowded: ServedHerd;
  beforeEach(async () => {
    quiet = await ServedHerd.start();
    crowded = await ServedHerd.start();
  });
  afterEach(async () => {
    await quiet.close();
    await crowded.close();
  });

  it('delay nobody, cost bounded memory, and leave no trace', async () => {
    const [name = ''] = crowded.names;
    const beside = await WireClient.open(crowded.address(name));
    const alone = await WireClient.open(quiet.address(name));
    await time(beside, alone, () => undefined);
    const before = CAN_MEASURE ? crowded.memory : 0;
    const crowd = await Crowd.gather(crowded.address(name), CROWD);
    // Their requests aren't taken without end: reading stops where answers aren't taken.
    expect(Math.min(...crowd.stuck)).toBeGreaterThan(0);

    // Both herds are asked in turns, so that whatever else this machine does falls on both alike.
    const rounds: { beside: number; alone: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await time(beside, alone, () => crowd.drip()));
    if (CAN_MEASURE) expect(crowded.memory - before).toBeLessThan(GROWTH_BYTES);
    expect(Math.min(...crowd.stuck)).toBeGreaterThan(0);
    const was = median(rounds.map((round) => round.alone));
    const is = median(rounds.map((round) => round.beside));
    expect(is, `ms, where it was ${was} ms`).toBeLessThan(2 * was + SLACK_MS);

    crowd.cutDeaf();
    expect(await beside.ask('IAMAT kiwi +0+0 1')).toMatch(/^AT /);
    crowd.disperse();
    expect(await beside.ask('IAMAT kiwi +0+0 2')).toMatch(/^AT /);
    const late = await WireClient.open(crowded.address(name));
    expect(await late.ask('IAMAT kiwi +0+0 3')).toMatch(/^AT /);
    for (const client of [late, beside, alone]) client.destroy();
  });
});

/** The 99th percentile of the milliseconds that an answer takes, of either client. */
async function time(
  beside: WireClient,
  alone: WireClient,
  each: () => void,
): Promise<{ beside: number; alone: number }> {
  const took = { beside: [] as number[], alone: [] as number[] };
  for (let i = 0; i < QUESTIONS; i++) {
    each();
    took.beside.push(await ask(beside));
    took.alone.push(await ask(alone));
  }
  return { beside: percentile(took.beside, 0.99), alone: percentile(took.alone, 0.99) };
}

async function ask(client: WireClient): Promise<number> {
  const begun = performance.now();
  await client.ask('IAMAT quick.client +34.068930-118.445127 1479413884.392014450');
  return performance.now() - begun;
}

function percentile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] as number;
}

const median = (values: readonly number[]): number => percentile(values, 0.5);
