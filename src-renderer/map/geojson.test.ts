import { describe, expect, it } from 'vitest';
import { fixOf } from './client-positions.ts';
import { toGeoJson } from './geojson.ts';

const fix = (location: string, timestamp: string) => {
  const made = fixOf(`AT Alford +0.1 kiwi ${location} ${timestamp}`);
  if (!made) throw new Error('it is an AT line');
  return made;
};

describe('GeoJSON of the map', () => {
  it('has clients, trails, the radius and places', () => {
    const trail = [fix('+34.1-118.1', '1'), fix('+34.2-118.2', '2')];
    const { features } = toGeoJson({
      server: null,
      fixes: trail.slice(1),
      trail: () => trail,
      answer: {
        server: 'Alford',
        client: 'kiwi',
        centre: { latitude: 34, longitude: -118 },
        radiusKm: 1,
        places: [
          {
            name: 'A',
            latitude: 34,
            longitude: -118,
            types: ['x'],
            vicinity: '',
            id: '',
            distance: 1.4,
            json: '',
          },
        ],
        status: 'OK',
        problem: null,
      },
    });
    expect(features.map(({ properties }) => properties['kind'])).toEqual([
      'client',
      'trail',
      'radius',
      'place',
    ]);
    expect(features[0]).toMatchObject({
      geometry: { type: 'Point', coordinates: [-118.2, 34.2] },
      properties: { client: 'kiwi', knownBy: 'herd', timestamp: '2' },
    });
    expect(features[3]?.properties['distanceMetres']).toBe(1);
  });

  it('cuts lines at the antimeridian', () => {
    const trail = [fix('+10+179', '1'), fix('+12-179', '2'), fix('+14+179', '3')];
    const { features } = toGeoJson({
      server: 'Ball',
      fixes: trail.slice(2),
      trail: () => trail,
      answer: null,
    });
    expect(features[1]?.geometry.coordinates).toEqual([
      [
        [179, 10],
        [180, 11],
      ],
      [
        [-180, 11],
        [-179, 12],
        [-180, 13],
      ],
      [
        [180, 13],
        [179, 14],
      ],
    ]);
  });
});
