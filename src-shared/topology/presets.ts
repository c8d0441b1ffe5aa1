/**
 * The herds of the course, by quarter. Server names recur with other links, so a quarter is always named,
 * never guessed from the names.
 */
import { linkBetween, type Topology } from './topology.ts';

export interface Preset {
  readonly topology: Topology;
  /** Later quarters that used the same herd. */
  readonly aliases: readonly string[];
  /** The ports that the course's material uses for it. */
  readonly portsSeen: string;
}

interface Quarter {
  readonly id: string;
  readonly quarter: string;
  readonly aliases?: readonly string[];
  readonly portsSeen: string;
  readonly servers: readonly string[];
  readonly links: readonly (readonly [string, string])[];
}

function preset({ id, quarter, aliases = [], portsSeen, servers, links }: Quarter): Preset {
  return {
    topology: {
      id,
      title: `UCLA CS 131, ${quarter}`,
      servers: servers.map((name) => ({ name })),
      links: links.map(([x, y]) => linkBetween(servers, x, y)),
    },
    aliases,
    portsSeen,
  };
}

/** In the order of the quarters; the first is the default. */
export const PRESETS: readonly Preset[] = [
  preset({
    id: 'fall-2016',
    quarter: 'Fall 2016',
    aliases: ['winter-2017', 'fall-2017'],
    portsSeen: '12000-12004',
    servers: ['Alford', 'Ball', 'Hamilton', 'Holiday', 'Welsh'],
    links: [
      ['Alford', 'Hamilton'],
      ['Alford', 'Welsh'],
      ['Ball', 'Holiday'],
      ['Ball', 'Welsh'],
      ['Hamilton', 'Holiday'],
    ],
  }),
  preset({
    id: 'fall-2015',
    quarter: 'Fall 2015',
    portsSeen: '12550-12554',
    servers: ['Alford', 'Bolden', 'Hamilton', 'Parker', 'Powell'],
    links: [
      ['Alford', 'Parker'],
      ['Alford', 'Powell'],
      ['Bolden', 'Parker'],
      ['Bolden', 'Powell'],
      ['Hamilton', 'Parker'],
    ],
  }),
  preset({
    id: 'winter-2018',
    quarter: 'Winter 2018',
    aliases: ['spring-2018', 'fall-2018', 'winter-2019', 'spring-2019'],
    portsSeen: '12777-12781',
    servers: ['Goloman', 'Hands', 'Holiday', 'Welsh', 'Wilkes'],
    links: [
      ['Goloman', 'Hands'],
      ['Goloman', 'Holiday'],
      ['Goloman', 'Wilkes'],
      ['Hands', 'Wilkes'],
      ['Holiday', 'Welsh'],
      ['Holiday', 'Wilkes'],
    ],
  }),
  preset({
    id: 'winter-2020',
    quarter: 'Winter 2020',
    portsSeen: '11825-11829',
    servers: ['Campbell', 'Hill', 'Jaquez', 'Singleton', 'Smith'],
    links: [
      ['Hill', 'Jaquez'],
      ['Hill', 'Smith'],
      ['Singleton', 'Jaquez'],
      ['Singleton', 'Smith'],
      ['Singleton', 'Campbell'],
      ['Smith', 'Campbell'],
    ],
  }),
  preset({
    id: 'spring-2021',
    quarter: 'Spring 2021',
    portsSeen: '12665-12669',
    servers: ['Bernard', 'Campbell', 'Jaquez', 'Juzang', 'Riley'],
    links: [
      ['Riley', 'Jaquez'],
      ['Riley', 'Juzang'],
      ['Bernard', 'Jaquez'],
      ['Bernard', 'Juzang'],
      ['Bernard', 'Campbell'],
      ['Juzang', 'Campbell'],
    ],
  }),
  preset({
    id: 'winter-2022',
    quarter: 'Winter 2022',
    portsSeen: '9991-9995',
    servers: ['Bernard', 'Clark', 'Jaquez', 'Johnson', 'Juzang'],
    links: [
      ['Clark', 'Jaquez'],
      ['Clark', 'Juzang'],
      ['Bernard', 'Jaquez'],
      ['Bernard', 'Juzang'],
      ['Bernard', 'Johnson'],
      ['Juzang', 'Johnson'],
    ],
  }),
  preset({
    id: 'winter-2023',
    quarter: 'Winter 2023',
    portsSeen: '10000-10004',
    servers: ['Bailey', 'Bona', 'Campbell', 'Clark', 'Jaquez'],
    links: [
      ['Clark', 'Jaquez'],
      ['Clark', 'Bona'],
      ['Campbell', 'Bailey'],
      ['Campbell', 'Bona'],
      ['Campbell', 'Jaquez'],
      ['Bona', 'Bailey'],
    ],
  }),
];

export const DEFAULT_PRESET_ID = 'fall-2016';

/** The ids of all presets, without their aliases. */
export const PRESET_IDS: readonly string[] = PRESETS.map(({ topology }) => topology.id);

/** The preset of this id or alias. Its topology's id is the preset's own, also when it was found by an alias. */
export function findPreset(id: string): Preset | undefined {
  return PRESETS.find(({ topology, aliases }) => topology.id === id || aliases.includes(id));
}
