import { expect, it } from 'vitest';
import { describeTopology } from './describe-topology.ts';
import { findPreset } from './presets.ts';
import { parseTopology } from './topology-file.ts';

it('describes a preset with what splits it', () => {
  const topology = findPreset('fall-2017')?.topology;
  expect(topology && describeTopology(topology)).toBe(
    [
      'fall-2016: UCLA CS 131, Fall 2016',
      '  also     winter-2017, fall-2017',
      '  servers  5: Alford, Ball, Hamilton, Holiday, Welsh',
      '  links    5: Alford-Hamilton, Alford-Welsh, Ball-Holiday, Ball-Welsh, Hamilton-Holiday',
      '  split by 5 of 10 pairs: Alford+Ball, Alford+Holiday, Ball+Hamilton, Hamilton+Welsh, Holiday+Welsh',
      '  ports    12000-12004 in the course',
    ].join('\n'),
  );
});

it('describes a file: addresses, commands, and groups that are not linked', () => {
  const topology = parseTopology(
    'title: Mine\nservers: [A, {name: B, host: b.example, port: 7}, {name: C, command: "run {port}"}]\nlinks: [A-B]\n',
    'mine.yaml',
  );
  expect(describeTopology(topology)).toBe(
    [
      'mine.yaml: Mine',
      '  servers  3: A, B b.example:7, C (run {port})',
      '  links    1: A-B',
      '  groups   A+B, C (not linked)',
      '  split by 0 of 3 pairs',
    ].join('\n'),
  );
});
