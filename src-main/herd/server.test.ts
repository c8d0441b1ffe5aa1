import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestHerd } from './testing/test-herd.ts';

const KIWI = 'IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 1479413884.392014450';
const AT_KIWI = /^AT Alford \+\d+\.\d{9} kiwi\.cs\.ucla\.edu \+34\.068930-118\.445127 1479413884\.392014450$/;

describe('a herd of five', () => {
  let herd: TestHerd;
  beforeEach(async () => {
    herd = await TestHerd.start();
  });
  afterEach(() => herd.close());

  it('answers a report and floods it to all', async () => {
    const client = await herd.client('Alford');
    const answer = await client.ask(KIWI);
    expect(answer).toMatch(AT_KIWI);
    for (const name of herd.names) await herd.untilKnown(name, 'kiwi.cs.ucla.edu', answer);
  });
});
