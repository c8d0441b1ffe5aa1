/** Lines that are to be refused, by what is wrong with them: a check looks at each kind, and one at the form for all. */
import type { Trial } from './trial.ts';

/** `what` names it in a sentence: “a latitude of more than 90 degrees”. */
export type InvalidLine = readonly [line: string, what: string];

/** `client` is one that the server knows. */
type Kind = (trial: Trial, client: string) => readonly InvalidLine[];

const TIMES = [
  'nan',
  'NaN',
  'inf',
  'Infinity',
  '1e9',
  '1.5E3',
  '-5',
  '-1479413884.5',
  'now',
  '1.2.3',
  '0x10',
  '12:30',
];

const LOCATIONS = [
  '34.068930-118.445127',
  '+34.068930118.445127',
  '+34.068930',
  '+34.068930,-118.445127',
  '+34.068930-118.445127+12.5',
  '+3e1-118',
  '+nan-118.5',
  '+34.5-inf',
  '+-34.5-118.5',
  '+34.x-118.5',
  'here',
];

const OUT_OF_RANGE: readonly (readonly [location: string, what: string])[] = [
  ['+90.5-118.5', 'a latitude of more than 90 degrees'],
  ['-91-118.5', 'a latitude of less than -90 degrees'],
  ['+34.5+180.5', 'a longitude of more than 180 degrees'],
  ['+34.5-200.25', 'a longitude of less than -180 degrees'],
];

/** The course names no notation of numbers: 1e1 and 0x5 are numbers, and what a program takes them for is its own. */
const RADII = ['-1', '-0.5', 'ten', 'nan', 'inf', '1.2.3', '10km'];
const BOUNDS = ['-1', '2.5', 'five', 'nan', '5places'];

export const INVALID_LINES = {
  command: (trial, client) => {
    const rest = `${trial.client()} ${trial.location()} ${trial.now()}`;
    return [
      [`WHEREIS ${client} 10 5`, 'an unknown command'],
      [`iamat ${rest}`, 'iamat in small letters'],
      [`Iamat ${rest}`, 'Iamat'],
      [`whatsat ${client} 10 5`, 'whatsat in small letters'],
      [`IAMATX ${rest}`, 'the command IAMATX'],
      [`IAMAT${rest}`, 'IAMAT without white space behind it'],
    ];
  },
  fields: (trial, client) => {
    const [id, location, timestamp] = [trial.client(), trial.location(), trial.now()];
    return [
      ['IAMAT', 'IAMAT alone'],
      [`IAMAT ${id}`, 'IAMAT with one field'],
      [`IAMAT ${id} ${location}`, 'IAMAT without a time stamp'],
      [`IAMAT ${id} ${location} ${timestamp} more`, 'IAMAT with a field too many'],
      ['WHATSAT', 'WHATSAT alone'],
      [`WHATSAT ${client} 10`, 'WHATSAT without a bound'],
      [`WHATSAT ${client} 10 5 more`, 'WHATSAT with a field too many'],
    ];
  },
  time: (trial) =>
    TIMES.map((time) => [`IAMAT ${trial.client()} ${trial.location()} ${time}`, `${time} as a time stamp`]),
  location: (trial) =>
    LOCATIONS.map((location) => [
      `IAMAT ${trial.client()} ${location} ${trial.now()}`,
      `${location} as a location`,
    ]),
  range: (trial) =>
    OUT_OF_RANGE.map(([location, what]) => [`IAMAT ${trial.client()} ${location} ${trial.now()}`, what]),
  unknownClient: (trial) => [
    [`WHATSAT ${trial.client()} 10 5`, 'a question about a client that nobody has heard of'],
  ],
  radiusLimit: (_, client) =>
    ['51', '50.1', '50.9', '1000000'].map((radius) => [
      `WHATSAT ${client} ${radius} 5`,
      `a radius of ${radius} km`,
    ]),
  radius: (_, client) => RADII.map((radius) => [`WHATSAT ${client} ${radius} 5`, `${radius} as a radius`]),
  boundLimit: (_, client) =>
    ['21', '100'].map((bound) => [`WHATSAT ${client} 10 ${bound}`, `a bound of ${bound} places`]),
  bound: (_, client) => BOUNDS.map((bound) => [`WHATSAT ${client} 10 ${bound}`, `${bound} as a bound`]),
} as const satisfies Record<string, Kind>;
