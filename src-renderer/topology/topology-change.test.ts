import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { linkId, type Topology } from '../../src-shared/topology/topology.ts';
import {
  freshName,
  linkable,
  nameProblem,
  originOf,
  renamed,
  titleProblem,
  withDuplicate,
  withLink,
  withMoved,
  withoutLinks,
  withoutServers,
  withServer,
  withTitle,
} from './topology-change.ts';

const T: Topology = {
  id: 't',
  title: 'T',
  servers: [{ name: 'A' }, { name: 'B', port: 9_000 }, { name: 'C' }],
  links: [
    { a: 'A', b: 'B' },
    { a: 'B', b: 'C' },
  ],
};
const links = (topology: Topology): string[] => topology.links.map(linkId);

describe('an edit of a topology', () => {
  it('adds a server, linked or not', () => {
    expect(links(withServer(T, { name: 'D' }, ['A']))).toEqual(['A-B', 'B-C', 'A-D']);
  });

  it('takes a server’s links with it', () => {
    const less = withoutServers(T, ['B']);
    expect([less.servers.map(({ name }) => name), links(less)]).toEqual([['A', 'C'], []]);
  });

  it('links each two once, in the order of the servers', () => {
    expect(links(withLink(T, 'C', 'A'))).toEqual(['A-B', 'B-C', 'A-C']);
    expect(withLink(T, 'B', 'A')).toBe(T);
    expect(withLink(T, 'A', 'A')).toBe(T);
    expect(linkable(T, 'A')).toEqual(['C']);
    expect(links(withoutLinks(T, ['A-B']))).toEqual(['B-C']);
  });

  it('renames in the links as well', () => {
    const other = renamed(T, 'B', 'Zed');
    expect([other.servers[1], links(other)]).toEqual([{ name: 'Zed', port: 9_000 }, ['A-Zed', 'Zed-C']]);
  });

  it('duplicates without the port, and with the links', () => {
    const more = withDuplicate(T, 'B', 'B2');
    expect(more.servers.at(-1)).toEqual({ name: 'B2' });
    expect(links(more)).toEqual(['A-B', 'B-C', 'A-B2', 'C-B2']);
  });

  it('moves one in the order, and writes links in the new one', () => {
    const moved = withMoved(T, 'B', -1);
    expect([moved.servers.map(({ name }) => name), links(moved)]).toEqual([
      ['B', 'A', 'C'],
      ['B-A', 'B-C'],
    ]);
    expect(withMoved(T, 'A', -1)).toBe(T);
  });

  it('makes a herd of the course another one, once', () => {
    const preset = PRESETS[0]?.topology ?? T;
    const once = withServer(preset, { name: 'X' });
    const twice = withoutServers(once, ['X']);
    expect([once.id, twice.id, originOf(twice.id)]).toEqual([
      `${preset.id}-edited`,
      `${preset.id}-edited`,
      preset.id,
    ]);
    expect(once.title).toBe(`${preset.title} (edited)`);
  });

  it('gives a herd another name, a herd of the course too', () => {
    expect(withTitle(T, 'T')).toBe(T);
    expect(withTitle(T, 'Two parts')).toEqual({ ...T, title: 'Two parts' });
    const preset = PRESETS[0]?.topology ?? T;
    expect(withTitle(preset, 'Mine')).toMatchObject({ id: `${preset.id}-edited`, title: 'Mine' });
  });
});

describe('names', () => {
  it.each([
    ['', /needs a name/],
    ['1st', /begins with a letter/],
    ['a b', /without spaces/],
    ['A', /already/],
    ['x'.repeat(65), /at most 64/],
  ])('refuses “%s”', (name, problem) => expect(nameProblem(T, name)).toMatch(problem));

  it('takes others, and what it is called now', () => {
    expect(nameProblem(T, 'D_1.x')).toBeUndefined();
    expect(nameProblem(T, 'A', 'A')).toBeUndefined();
  });

  it('of a herd are one line', () => {
    expect(titleProblem('Two parts, 2 links')).toBeUndefined();
    for (const title of ['', '  ', 'a\nb', 'a\u202eb', 'x'.repeat(201)])
      expect(titleProblem(title)).toBeDefined();
  });

  it('finds a fresh one', () => {
    expect(freshName(T)).toBe('Server1');
    expect(freshName(withServer(T, { name: 'Server1' }))).toBe('Server2');
    expect(freshName(withServer(T, { name: 'A2' }), 'A2')).toBe('A3');
  });
});
