import type { Check } from '../check.ts';
import { expectRefusedAfterGood } from '../refusal.ts';

const BAD = [
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

export const invalidLocation: Check = {
  id: 'invalid.location',
  title: 'What is no latitude and longitude in ISO 6709 is invalid',
  needs: 'server',
  async run(trial) {
    const lines = BAD.map(
      (location) =>
        [`IAMAT ${trial.client()} ${location} ${trial.now()}`, `${location} as a location`] as const,
    );
    await expectRefusedAfterGood(
      trial,
      lines,
      'A location is a latitude and a longitude, each with its sign, digits, and perhaps a point and digits.',
    );
  },
};
