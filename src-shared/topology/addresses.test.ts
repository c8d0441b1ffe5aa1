import { describe, expect, it } from 'vitest';
import { addressOf, checkAddresses, parseAddress, parseBasePort } from './addresses.ts';
import { findPreset } from './presets.ts';
import type { ServerSpec, Topology } from './topology.ts';
import { formatAddress } from './topology.ts';

const HERD = findPreset('fall-2016')?.topology as Topology;
const herdOf = (...servers: ServerSpec[]): Topology => ({ id: 'own.yaml', title: '', servers, links: [] });
const withCode = (code: string): object => expect.objectContaining({ code });

describe('parseBasePort', () => {
  it.each([['0'], ['1'], ['12000'], ['65531']])('takes %s for five servers', (text) => {
    expect(parseBasePort(text, HERD)).toBe(Number(text));
  });

  it.each([
    ['65532'],
    ['65536'],
    ['-1'],
    ['1.5'],
    ['12000x'],
    ['0x10'],
    ['1e4'],
    [''],
    [' 1'],
    ['99999999999'],
  ])('refuses %j for five servers', (text) => {
    expect(() => parseBasePort(text, HERD)).toThrow(withCode('PORT_RANGE'));
  });

  it('counts only servers without a port of their own', () => {
    const herd = herdOf({ name: 'A' }, { name: 'B', port: 1 });
    expect(parseBasePort('65535', herd)).toBe(65_535);
  });
});

describe('addressOf', () => {
  it('gives a server its place after the base port', () => {
    expect(addressOf(HERD, 'Welsh', { host: '127.0.0.1', basePort: 12_000 }).port).toBe(12_004);
  });

  it('prefers what the topology says', () => {
    const herd = herdOf({ name: 'A', host: 'a.example', port: 7 });
    expect(addressOf(herd, 'A', { host: '127.0.0.1', basePort: 12_000 })).toEqual({
      host: 'a.example',
      port: 7,
    });
  });

  it('says which name was meant', () => {
    const read = (): unknown => addressOf(HERD, 'Welhs', { host: 'x', basePort: 1 });
    expect(read).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_SERVER', next: expect.stringContaining('Welsh') }),
    );
  });
});

describe('checkAddresses', () => {
  const herd = herdOf({ name: 'A', port: 12_001 }, { name: 'B' });

  it('refuses two servers at one place', () => {
    expect(() => checkAddresses(herd, { host: 'h', basePort: 12_000 })).toThrow(withCode('TOPOLOGY_INVALID'));
  });

  it('takes the same port on two hosts, and free ports', () => {
    const twoHosts = herdOf({ name: 'A', host: 'x', port: 1 }, { name: 'B', host: 'y', port: 1 });
    expect(() => checkAddresses(twoHosts, { host: 'h', basePort: 12_000 })).not.toThrow();
    expect(() => checkAddresses(HERD, { host: 'h', basePort: 0 })).not.toThrow();
  });
});

describe('parseAddress', () => {
  it.each([
    ['127.0.0.1:12000', { host: '127.0.0.1', port: 12_000 }],
    ['localhost:1', { host: 'localhost', port: 1 }],
    ['[::1]:65535', { host: '::1', port: 65_535 }],
    ['Alford', undefined],
  ])('reads %s', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
    if (address !== undefined) expect(formatAddress(address)).toBe(text);
  });

  it.each([[':1'], ['a:'], ['a:0'], ['a:65536'], ['a:b'], ['::1:12000'], ['[::1]'], ['a:1:2']])(
    'refuses %s',
    (text) => {
      expect(() => parseAddress(text)).toThrow(withCode('USAGE'));
    },
  );
});
