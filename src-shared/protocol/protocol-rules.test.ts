/** The protocol's rules that a line alone decides: each by its name, with what is just inside and just outside. */
import { describe, expect, it } from 'vitest';
import { encodeText } from './bytes.ts';
import { parseLine, updateOf, writeLine } from './message.ts';

const KIWI = 'kiwi.cs.ucla.edu';
const HERE = '+34.068930-118.445127';
const THEN = '1479413884.392014450';
const IAMAT = `IAMAT ${KIWI} ${HERE} ${THEN}`;
const AT = `AT Alford +0.263873386 ${KIWI} ${HERE} ${THEN}`;

const kindOf = (line: string | Uint8Array): string => parseLine(line).kind;
const reportAt = (location: string): string => kindOf(`IAMAT ${KIWI} ${location} ${THEN}`);
const reportWhen = (timestamp: string): string => kindOf(`IAMAT ${KIWI} ${HERE} ${timestamp}`);
const ask = (radius: string, bound: string): string => kindOf(`WHATSAT ${KIWI} ${radius} ${bound}`);
const update = (diff: string): string => kindOf(`AT Alford ${diff} ${KIWI} ${HERE} ${THEN}`);

describe('line: [ws] [command] [ws]', () => {
  it('takes space, tab, carriage return, vertical tab and form feed for white space', () => {
    for (const ws of [' ', '\t', '\r', '\v', '\f', ' \t\r\v\f ']) {
      expect(kindOf(IAMAT.replaceAll(' ', ws))).toBe('iamat');
      expect(kindOf(`${ws}${IAMAT}${ws}`)).toBe('iamat');
    }
  });

  it('takes nothing else for white space', () => {
    for (const other of ['\u00a0', '\u0085', '\u3000', '\u2028', '\ufeff', '\0', '\x1c', '_']) {
      expect(kindOf(IAMAT.replaceAll(' ', other))).toBe('invalid');
      expect(kindOf(`${other}${IAMAT}`)).toBe('invalid');
    }
  });

  it('is blank without a field', () => {
    for (const blank of ['', ' ', '\r', ' \t\v\f\r ']) expect(kindOf(blank)).toBe('blank');
  });

  it('has its keyword in upper case, exact', () => {
    for (const odd of ['iamat', 'Iamat', 'IAMA', 'IAMATT', 'IAMAX', 'XAMAT', 'ＩＡＭＡＴ'])
      expect(kindOf(IAMAT.replace('IAMAT', odd))).toBe('invalid');
    for (const odd of ['whatsat', 'WHATSAt', 'WHATSA', 'WHATSATT'])
      expect(kindOf(`${odd} ${KIWI} 10 5`)).toBe('invalid');
    for (const odd of ['At', 'at', 'A', 'ATT', 'TA']) expect(kindOf(AT.replace('AT', odd))).toBe('invalid');
  });

  it('has as many fields as its command, an AT line perhaps more', () => {
    for (const line of ['IAMAT', `IAMAT ${KIWI}`, `IAMAT ${KIWI} ${HERE}`, `${IAMAT} more`])
      expect(kindOf(line)).toBe('invalid');
    for (const line of ['WHATSAT', `WHATSAT ${KIWI}`, `WHATSAT ${KIWI} 10`, `WHATSAT ${KIWI} 10 5 5`])
      expect(kindOf(line)).toBe('invalid');
    for (const line of ['AT', 'AT Alford +0.1', `AT Alford +0.1 ${KIWI} ${HERE}`])
      expect(kindOf(line)).toBe('invalid');
  });
});

describe('client id: any text without white space', () => {
  it('may be UTF-8, punctuation, a keyword, controls, bytes that are no UTF-8', () => {
    for (const client of [
      '客户端-🐑',
      'naïve',
      'a/b?c=d',
      'IAMAT',
      '?',
      '+34-118',
      '\0',
      '\x1b[31m',
      'x'.repeat(8000),
    ]) {
      expect(parseLine(`IAMAT ${client} ${HERE} ${THEN}`)).toEqual({
        kind: 'iamat',
        client,
        location: HERE,
        timestamp: THEN,
      });
      expect(parseLine(`WHATSAT ${client} 1 1`)).toMatchObject({ kind: 'whatsat', client });
    }
    const raw = encodeText(`IAMAT ?? ${HERE} ${THEN}`);
    raw[6] = 0xff;
    raw[7] = 0xc3;
    expect(kindOf(raw)).toBe('iamat');
  });
});

describe('location: ISO 6709 decimal degrees, latitude ±90, longitude ±180', () => {
  it('needs no fraction', () => {
    for (const location of ['+34-118', '-0+0', '+34.-118.', '+34.5-118', '+00034-0118.50'])
      expect(reportAt(location)).toBe('iamat');
  });

  it('may be at the very limit, and not the least bit beyond, however far behind the point', () => {
    const zeros = '0'.repeat(400);
    for (const location of ['+90-180', '-90.0000+180.0000', '+090.-0180.', `+90.${zeros}-180.${zeros}`])
      expect(reportAt(location)).toBe('iamat');
    for (const location of [
      '+90.0000001-118',
      '-90.0000001-118',
      '+34-180.0000001',
      '+34+180.0000001',
      `+90.${zeros}1-118`,
      `+34-180.${zeros}1`,
      '+91-118',
      '+34-181',
      '+100-118',
      '+34-1000',
      '+18446744073709551616-118',
    ])
      expect(reportAt(location)).toBe('invalid');
  });

  it('has two signs, no separator, no slash at the end, nothing else', () => {
    for (const location of [
      '34-118',
      '+34118',
      '+34',
      '+34+',
      '+34-',
      '+-118',
      '++34-118',
      '+34--118',
      '+34-118/',
      '+34,-118',
      '+34-118-5',
      '+.5-118',
      '+34-.5',
      '+3e1-118',
      '+34.0.0-118',
      '+nan-inf',
      '−34−118',
      '+٣٤-118',
    ])
      expect(reportAt(location)).toBe('invalid');
  });
});

describe('timestamp: digits, perhaps a point and any number of digits', () => {
  it('may have any number of fraction digits, none too', () => {
    for (const timestamp of [
      '0',
      '1479413884',
      '1479413884.',
      '1479413884.3',
      `1.${'9'.repeat(500)}`,
      '9'.repeat(500),
    ])
      expect(reportWhen(timestamp)).toBe('iamat');
  });

  it('is not nan, inf, 1e9, -5 or a word', () => {
    for (const timestamp of [
      'nan',
      'NaN',
      'inf',
      'Infinity',
      '1e9',
      '-5',
      '+5',
      '.5',
      '1.2.3',
      '1,5',
      '0x10',
      '1_000',
      'now',
      '١',
    ])
      expect(reportWhen(timestamp)).toBe('invalid');
  });

  it('is kept as text', () => {
    for (const timestamp of ['0001479413884.10', '1479413884.3920144500000', '1479413884.'])
      expect(parseLine(`IAMAT ${KIWI} ${HERE} ${timestamp}`)).toMatchObject({ timestamp });
  });
});

describe('WHATSAT bounds: radius 0..50 km, bound 0..20', () => {
  it('accepts 0, fractions of a kilometre, and the limits', () => {
    for (const [radius, bound] of [
      ['0', '0'],
      ['50', '20'],
      ['50.000', '020'],
      ['0.5', '1'],
      ['49.9999', '5'],
      ['10.', '5'],
    ] as const)
      expect(ask(radius, bound)).toBe('whatsat');
  });

  it('refuses what is beyond, negative, no number, or a bound with a fraction', () => {
    for (const radius of ['51', '50.0000001', '-1', '+1', 'ten', '1e1', '.5', 'nan', '9'.repeat(400)])
      expect(ask(radius, '5')).toBe('invalid');
    for (const bound of ['21', '-1', '+1', '5.5', '5.0', '5.', 'five', '1e1', '9'.repeat(400)])
      expect(ask('10', bound)).toBe('invalid');
  });
});

describe('AT lines of peers', () => {
  it('have a diff that is signed and has digits on both sides of its point', () => {
    for (const diff of ['+0.263873386', '-0.000000001', '+0.0', '-123456789012345678901234567890.5'])
      expect(update(diff)).toBe('at');
    for (const diff of [
      '0.5',
      '+5',
      '+5.',
      '+.5',
      '1e-05',
      '+1e-05',
      '--3.2',
      '+-3.2',
      '+0.5.1',
      '+',
      '-nan',
    ])
      expect(update(diff)).toBe('invalid');
  });

  it('may have more fields: the servers they passed', () => {
    expect(parseLine(AT)).toMatchObject({ kind: 'at', extras: [] });
    expect(parseLine(`${AT} Ball\t Holiday \r`)).toMatchObject({
      kind: 'at',
      timestamp: THEN,
      extras: ['Ball', 'Holiday'],
    });
    expect(parseLine(`${AT} Ba\u00a0ll`)).toMatchObject({ extras: ['Ba\u00a0ll'] });
  });

  it('are held to the same location and timestamp as reports', () => {
    expect(kindOf(AT.replace('+34', '+91'))).toBe('invalid');
    expect(kindOf(AT.replace(THEN, '1e9'))).toBe('invalid');
  });
});

describe('Echo, and the server in AT', () => {
  const report = parseLine('IAMAT 客 +034.0-118. 01479413884.1');
  it('copies client, location and timestamp, and names the server that heard the client', () => {
    if (report.kind !== 'iamat') throw new Error('a valid report');
    const line = writeLine(updateOf(report, 'Alford', { seconds: 1479413884, nanos: 363873386 }));
    expect(line).toBe('AT Alford +0.263873386 客 +034.0-118. 01479413884.1');
  });

  it('has a negative diff when the client’s clock is ahead', () => {
    if (report.kind !== 'iamat') throw new Error('a valid report');
    const line = writeLine(updateOf(report, 'Alford', { seconds: 1479413880, nanos: 99_999_999 }));
    expect(line).toBe('AT Alford -4.000000001 客 +034.0-118. 01479413884.1');
  });
});
