import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDecimals, placeholdersOf, presentTimes, SeededRandom, Values } from './values.ts';

const moment = { seconds: 1479413884, nanos: 392_014_450 };
const valuesAt = (seed = 1): Values =>
  new Values(
    presentTimes(() => moment),
    new SeededRandom(seed),
  );

describe('values', () => {
  it('fills in the present time, exactly, and never the same one twice', () => {
    const values = valuesAt();
    expect(values.fill('at {now}')).toBe('at 1479413884.392014450');
    expect(values.fill('{now}')).toBe('1479413884.392014451');
    expect(values.fill('{now-60} {now+3600}')).toBe('1479413824.392014452 1479417484.392014453');
  });

  it('does exact sums with values that were given names', () => {
    const values = valuesAt();
    values.set('t', '1479413884.392014450');
    expect(values.fill('{t+0.000000001}')).toBe('1479413884.392014451');
    expect(values.fill('{ t - 10 }')).toBe('1479413874.392014450');
  });

  it('sees the names of outer scopes, and keeps its own to itself', () => {
    const outer = valuesAt();
    outer.set('a', '1');
    const inner = outer.inner();
    inner.set('b', '2');
    expect(inner.fill('{a}{b}')).toBe('12');
    expect(() => outer.fill('{b}')).toThrow('there is no value {b} here');
  });

  it('gives the same random values for the same seed', () => {
    const template = '{random} {random 1..6} {random 1..6}';
    expect(valuesAt(7).fill(template)).toBe(valuesAt(7).fill(template));
    expect(valuesAt(7).fill(template)).not.toBe(valuesAt(8).fill(template));
  });

  it('keeps random numbers within their bounds', () => {
    const random = new SeededRandom(3);
    const drawn = new Set(Array.from({ length: 500 }, () => random.between(1, 6)));
    expect([...drawn].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('takes doubled braces for braces', () => {
    expect(valuesAt().fill('{{now}}')).toBe('{now}');
  });

  it('says which placeholders a text has', () => {
    expect(placeholdersOf('{now-1} {{no}} {a.time} {random 1..2}')).toEqual({
      names: ['now', 'a.time', 'random'],
      malformed: [],
    });
    expect(placeholdersOf('{} {1} {now*2} {now 1..2} {random+1}').malformed).toHaveLength(5);
  });

  it('adds decimals as exactly as whole numbers', () => {
    const part = fc.record({ units: fc.bigInt(-(10n ** 20n), 10n ** 20n), scale: fc.nat(12) });
    const write = ({ units, scale }: { units: bigint; scale: number }): string => decimal(units, scale);
    fc.assert(
      fc.property(part, part, (a, b) => {
        const scale = Math.max(a.scale, b.scale);
        const sum = a.units * 10n ** BigInt(scale - a.scale) + b.units * 10n ** BigInt(scale - b.scale);
        expect(addDecimals(write(a), write(b))).toBe(decimal(sum, scale));
      }),
    );
  });
});

function decimal(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${text}` : text;
}
