import { describe, expect, it } from 'vitest';
import { DEFAULT_PRESET_ID, findPreset, PRESET_IDS, PRESETS } from './presets.ts';
import { components, splits } from './reachability.ts';
import { findLink, linkId, neighboursOf } from './topology.ts';

/** The course's table: links, and the pairs whose loss cuts the other three apart. */
const TABLE = [
  ['fall-2016', 5, 5],
  ['fall-2015', 5, 4],
  ['winter-2018', 6, 4],
  ['winter-2020', 6, 3],
  ['spring-2021', 6, 3],
  ['winter-2022', 6, 3],
  ['winter-2023', 6, 3],
] as const;

const topologyOf = (id: string) => {
  const preset = findPreset(id);
  if (!preset) throw new Error(`no preset ${id}`);
  return preset.topology;
};

describe('presets', () => {
  it('are those of the table', () => {
    expect(PRESET_IDS).toEqual(TABLE.map(([id]) => id));
    expect(PRESET_IDS[0]).toBe(DEFAULT_PRESET_ID);
  });

  it.each(TABLE)('%s has %i links, and %i pairs split it', (id, links, pairs) => {
    const topology = topologyOf(id);
    expect(topology.servers).toHaveLength(5);
    expect(new Set(topology.links.map(linkId)).size).toBe(links);
    expect(splits(topology)).toHaveLength(pairs);
    expect(components(topology)).toHaveLength(1);
  });

  it.each(PRESETS.map(({ topology }) => [topology.id, topology] as const))(
    '%s links only servers that it has, the earlier one first',
    (_, { servers, links }) => {
      const names = servers.map(({ name }) => name);
      for (const { a, b } of links) {
        expect(names.indexOf(a)).toBeGreaterThanOrEqual(0);
        expect(names.indexOf(b)).toBeGreaterThan(names.indexOf(a));
      }
    },
  );

  it('fall-2016 is in the order of its ports, and Ball and Welsh do not split it', () => {
    const topology = topologyOf('fall-2016');
    expect(topology.servers.map(({ name }) => name)).toEqual([
      'Alford',
      'Ball',
      'Hamilton',
      'Holiday',
      'Welsh',
    ]);
    expect(splits(topology).map((pair) => pair.join('+'))).toEqual([
      'Alford+Ball',
      'Alford+Holiday',
      'Ball+Hamilton',
      'Hamilton+Welsh',
      'Holiday+Welsh',
    ]);
    expect(neighboursOf(topology, 'Alford')).toEqual(['Hamilton', 'Welsh']);
  });

  it.each([
    ['winter-2017', 'fall-2016'],
    ['fall-2017', 'fall-2016'],
    ['spring-2018', 'winter-2018'],
    ['fall-2018', 'winter-2018'],
    ['winter-2019', 'winter-2018'],
    ['spring-2019', 'winter-2018'],
  ])('%s is %s', (alias, id) => {
    expect(topologyOf(alias).id).toBe(id);
  });

  it('has nothing for a quarter that it does not know', () => {
    expect(findPreset('fall-1999')).toBeUndefined();
  });
});

it('finds a link whichever way it is written', () => {
  const topology = topologyOf('fall-2016');
  expect(findLink(topology, 'Welsh-Alford')).toEqual({ a: 'Alford', b: 'Welsh' });
  expect(findLink(topology, 'Alford-Welsh')).toEqual({ a: 'Alford', b: 'Welsh' });
  expect(findLink(topology, 'Alford-Ball')).toBeUndefined();
});
