import { describe, expect, it } from 'vitest';
import { ACTION_IDS, actionSpec } from '../../src-shared/actions.ts';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import type { Console } from '../state/console.ts';
import { snapshotOf } from '../state/testing/hand-bridge.ts';
import { findCommands, paletteCommands } from './palette-commands.ts';

const herd = snapshotOf({ Alford: 'ready', Ball: 'killed' }, { 'Alford-Ball': 'up' });
const commands = paletteCommands({} as Console, herd);
const found = (query: string): string[] => findCommands(query, commands).map(({ label }) => label);

describe('the palette', () => {
  it('has every action of the table but itself', () => {
    const labels = commands.map(({ label }) => label);
    for (const id of ACTION_IDS) if (id !== 'palette.open') expect(labels).toContain(actionSpec(id).label);
  });

  it.each(['Start', 'Stop', 'Kill', 'Pause', 'Resume', 'Restart', 'Inspect'])(
    'can %s a server by name',
    (word) => {
      expect(found(`${word} Ball`)[0]).toBe(`${word} Ball`);
    },
  );

  it('cuts and heals links by name, however they are written', () => {
    expect(found('cut alford-ball')).toEqual(['Cut Alford–Ball']);
    expect(found('heal Alford–Ball')).toEqual(['Heal Alford–Ball']);
  });

  it('opens the course’s herds, panes and settings', () => {
    for (const { topology } of PRESETS) expect(found(topology.title)).toContain(`Open ${topology.title}`);
    expect(found('winter 2020')[0]).toContain('Winter 2020');
    expect(found('show map')).toContain('Map');
    expect(found('preferences')).toEqual(['Settings…']);
    expect(found('dark')[0]).toBe('Dark Theme');
  });

  it('opens the form for what is to be sent', () => {
    expect(found('send')).toEqual(['Send IAMAT…', 'Send WHATSAT…', 'Send Raw Bytes…']);
    expect(found('swarm')).toEqual(['Start a Swarm…', 'Stop the Swarm']);
  });

  it('finds by words in any order, and what begins with them first', () => {
    expect(found('ball kill')).toEqual(['Kill Ball']);
    expect(found('start')[0]).toBe('Start All Servers');
    expect(found('no such thing')).toEqual([]);
  });

  it('finds a scenario by its title and by its id', () => {
    const listing = { id: 'report-2016', title: 'The report’s test' };
    const all = paletteCommands({} as Console, herd, { listings: [listing], texts: [] });
    const first = (query: string) => findCommands(query, all)[0]?.label;
    expect(first('report-2016')).toBe('Run scenario: The report’s test');
    expect(first('run scenario')).toBe('Run scenario: The report’s test');
  });

  it('has no command twice, and none for servers that others host', () => {
    const labels = commands.map(({ id }) => id);
    expect(new Set(labels).size).toBe(labels.length);
    const foreign = { ...herd, servers: herd.servers.map((server) => ({ ...server, hosted: false })) };
    const ids = paletteCommands({} as Console, foreign).map(({ label }) => label);
    expect(ids).not.toContain('Kill Ball');
    expect(ids).toContain('Inspect Ball');
  });
});
