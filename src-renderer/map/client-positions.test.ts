import { describe, expect, it } from 'vitest';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { ClientPositions, fixOf, POSITION_LIMITS } from './client-positions.ts';

const line = (client: string, timestamp: string, location = '+34.068930-118.445127'): string =>
  `AT Alford +0.1 ${client} ${location} ${timestamp}`;
const update = (server: string, client: string, text: string): HerdEvent => ({
  type: 'update',
  time: 0,
  server,
  client,
  line: text,
  cause: { kind: 'client', peer: 'x' },
});
const state = (server: string, kind: 'starting'): HerdEvent => ({
  type: 'server',
  time: 0,
  server,
  state: { kind },
});
const of = (positions: ClientPositions, server: string | null, client = 'kiwi') =>
  positions.fixes(server).get(client);

describe('positions of clients', () => {
  it('reads an AT line, and nothing else', () => {
    expect(fixOf(line('kiwi', '5.5'))).toMatchObject({
      client: 'kiwi',
      origin: 'Alford',
      latitude: 34.06893,
      longitude: -118.445127,
      timestamp: '5.5',
    });
    expect(fixOf('AT Alford +0.1 kiwi +99.0-118.4 5')).toBeUndefined();
    expect(fixOf('<b>')).toBeUndefined();
  });

  it('tells the herd from its servers, and nanoseconds apart', () => {
    const positions = new ClientPositions();
    positions.fold([
      update('Alford', 'kiwi', line('kiwi', '1479413884.392014450', '+1+1')),
      update('Ball', 'kiwi', line('kiwi', '1479413884.392014451', '+2+2')),
      update('Alford', 'kiwi', line('kiwi', '1479413884.392014449', '+3+3')),
    ]);
    expect(of(positions, null)?.latitude).toBe(2);
    expect(of(positions, 'Alford')?.latitude).toBe(1);
    expect(of(positions, 'Welsh')).toBeUndefined();
  });

  it('keeps a trail up to what a server knows, bounded', () => {
    const positions = new ClientPositions();
    for (let i = 1; i <= 80; i++) {
      const text = line('kiwi', String(i));
      positions.fold([update('Alford', 'kiwi', text)]);
      if (i <= 40) positions.fold([update('Ball', 'kiwi', text)]);
    }
    const trail = positions.trail('kiwi');
    expect(trail.length).toBe(POSITION_LIMITS.trailPoints);
    expect(trail.at(-1)?.timestamp).toBe('80');
    expect(positions.trail('kiwi', of(positions, 'Ball')).map(({ timestamp }) => timestamp)).toEqual(
      Array.from({ length: 10 }, (_, i) => String(31 + i)),
    );
  });

  it('forgets what only a server knew that has been started anew', () => {
    const positions = new ClientPositions();
    positions.fold([
      update('Alford', 'kiwi', line('kiwi', '1', '+1+1')),
      update('Ball', 'kiwi', line('kiwi', '1', '+1+1')),
      update('Alford', 'kiwi', line('kiwi', '2', '+2+2')),
      update('Alford', 'lime', line('lime', '2')),
      state('Alford', 'starting'),
    ]);
    expect(of(positions, null)?.latitude).toBe(1);
    expect(positions.trail('kiwi').map(({ timestamp }) => timestamp)).toEqual(['1']);
    expect(of(positions, null, 'lime')).toBeUndefined();
    positions.keepServers(['Welsh']);
    expect(positions.fixes(null).size).toBe(0);
  });

  it('takes what servers say that they know, and says where it may have gaps', () => {
    const positions = new ClientPositions();
    positions.fold([{ type: 'summarised', time: 0, server: '-', counts: { update: 3 } }]);
    expect(positions.hasGaps).toBe(true);
    positions.load({
      Alford: { kind: 'known', clients: 1, lines: [line('kiwi', '3'), 'nonsense'] },
      Ball: { kind: 'down' },
    });
    expect(positions.hasGaps).toBe(false);
    expect(of(positions, 'Alford')?.timestamp).toBe('3');
  });

  it('is bounded, and says so', () => {
    const positions = new ClientPositions();
    const events = Array.from({ length: POSITION_LIMITS.clients + 1 }, (_, i) =>
      update('Alford', `c${i}`, line(`c${i}`, '1')),
    );
    positions.fold(events);
    expect(positions.fixes(null).size).toBe(POSITION_LIMITS.clients);
    expect(positions.full).toBe(true);
  });
});
