import { expect, it } from 'vitest';
import { findPreset } from '../../src-shared/topology/presets.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { chooseHerd, openHerd } from './choose-herd.ts';

const preset = (id: string): Topology => {
  const found = findPreset(id);
  if (!found) throw new Error(`no preset ${id}`);
  return found.topology;
};
const MINE: Topology = { ...preset('fall-2016'), id: 'mine', title: 'Mine' };

it('is what was drawn, where nothing hinders that', async () => {
  expect(await chooseHerd(undefined, MINE, '12000')).toEqual({ topology: MINE, instead: undefined });
  expect((await chooseHerd(undefined, undefined, '12000')).topology).toEqual(preset('fall-2016'));
});

it('is for this start what was named; what was drawn is kept, and told of', async () => {
  const { topology, instead } = await chooseHerd('winter-2020', MINE, '12000');
  expect(topology.id).toBe('winter-2020');
  expect(instead).toMatchObject({ kept: MINE, why: { code: 'HERD_HIDDEN' } });
  expect(instead?.why?.why).toContain('--topology winter-2020');
});

it.each([undefined, preset('fall-2016'), { ...MINE, servers: [], links: [] }])(
  'doesn’t speak of what nobody drew, and keeps it all the same',
  async (kept) => {
    const { instead } = await chooseHerd('winter-2020', kept, '12000');
    expect(instead).toMatchObject({ kept: kept ?? preset('fall-2016'), why: null });
  },
);

it('hides nothing where the same herd was named', async () => {
  expect((await chooseHerd('winter-2020', preset('winter-2020'), '12000')).instead).toBeUndefined();
});

it.each([
  ['there are too few ports', MINE, '65534', 'The base port 65534 can’t be used.'],
  [
    'two would listen at one place',
    { ...MINE, servers: MINE.servers.map((spec, i) => (i === 0 ? { ...spec, port: 12_001 } : spec)) },
    '12000',
    'Alford and Ball would both listen on 127.0.0.1:12001',
  ],
])('keeps what was drawn, and says why it isn’t shown: %s', async (_, drawn, basePort, reason) => {
  const { topology, instead } = await chooseHerd(undefined, drawn, basePort);
  expect(topology).toEqual(preset('fall-2016'));
  expect(instead).toMatchObject({ kept: drawn, why: { code: 'HERD_HIDDEN' } });
  expect(instead?.why?.why).toContain(reason);
});

it('begins somewhere else, and says so, where a kept base port would let no herd be shown', async () => {
  const opened = await openHerd(undefined, undefined, { said: undefined, kept: 65_533 });
  expect(opened).toMatchObject({ topology: { id: 'fall-2016' }, basePort: 12_000 });
  expect(opened.problem).toMatchObject({ code: 'BASE_PORT_LEFT', what: expect.stringContaining('65533') });
  const drawn = await openHerd(undefined, MINE, { said: undefined, kept: 65_533 });
  expect(drawn).toMatchObject({ topology: MINE, instead: undefined, basePort: 12_000 });
});

it('leaves a base port alone that has room, and refuses one that was said', async () => {
  const small = { ...MINE, servers: MINE.servers.slice(0, 2), links: [] };
  const opened = await openHerd(undefined, small, { said: undefined, kept: 65_533 });
  expect(opened).toMatchObject({ topology: small, basePort: 65_533, problem: null });
  await expect(openHerd(undefined, undefined, { said: '65533', kept: 12_000 })).rejects.toMatchObject({
    code: 'PORT_RANGE',
  });
});
