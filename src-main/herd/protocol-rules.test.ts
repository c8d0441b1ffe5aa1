/** The protocol's rules that a server must keep on the wire, one test each, on real sockets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseLine, timestampNanoseconds, type Update } from '../../src-shared/protocol/index.ts';
import { startFakeGoogle } from '../places/testing/fake-google.ts';
import { TestHerd } from './testing/test-herd.ts';
import { WireClient } from './testing/wire-client.ts';

const WHERE = '+34.068930-118.445127';
const JSON_MEMBERS = ['html_attributions', 'results', 'status'];

let herd: TestHerd;
let google: Awaited<ReturnType<typeof startFakeGoogle>>;
let fresh = 0;

beforeAll(async () => {
  google = await startFakeGoogle();
  herd = await TestHerd.start({ places: { source: 'google', url: google.url, key: 'test-key' } });
});
afterAll(async () => {
  await herd.close();
  await google.close();
});

/** A client id that no other test has used. */
const newClient = (): string => `client-${++fresh}.example`;
const update = (line: string): Update => {
  const parsed = parseLine(line);
  if (parsed.kind !== 'at') throw new Error(`no AT line: ${line}`);
  return parsed;
};

describe('replies', () => {
  it('Echo: client id, location and timestamp come back as they were sent', async () => {
    const client = await herd.client('Alford');
    for (const [id, location, time] of [
      [newClient(), '+34-118', '1479413884'],
      ['käse.✓', '-0.0+000.50', '001479413884.50'],
      ['?', '+90.000-180.0', '0'],
      ['AT', '+34.-118.', '1479413884.'],
      [`<script>${newClient()}`, WHERE, '1479413884.3920144501234567890'],
    ] as const) {
      const answer = update(await client.ask(`IAMAT ${id} ${location} ${time}`));
      expect([answer.client, answer.location, answer.timestamp]).toEqual([id, location, time]);
    }
  });

  it('diff: receive time minus timestamp, plain decimal with nine digits, always signed', async () => {
    const client = await herd.client('Alford');
    const before = BigInt(Date.now() - 5) * 1_000_000n;
    for (const time of ['1479413884.392014450', String(Math.floor(Date.now() / 1000) + 3600), '1']) {
      const { diff } = update(await client.ask(`IAMAT ${newClient()} ${WHERE} ${time}`));
      expect(diff).toMatch(/^[+-]\d+\.\d{9}$/);
      const received = BigInt(diff.replace('.', '')) + (timestampNanoseconds(time) as bigint);
      expect(received).toBeGreaterThanOrEqual(before);
      expect(received).toBeLessThan(BigInt(Date.now() + 5) * 1_000_000n);
    }
  });

  it('diff: negative when the client’s clock is ahead', async () => {
    const client = await herd.client('Alford');
    const answer = await client.ask(`IAMAT ${newClient()} ${WHERE} 99999999999.5`);
    expect(update(answer).diff).toMatch(/^-\d+\.\d{9}$/);
  });

  it('Server in AT: the server that heard the client, also when another answers; WHATSAT’s first line is the stored AT line', async () => {
    const id = newClient();
    const reported = await (await herd.client('Alford')).ask(`IAMAT ${id} ${WHERE} 1479413884.392014450`);
    for (const name of herd.names) {
      await herd.untilKnown(name, id, reported);
      const client = await herd.client(name);
      client.write(`WHATSAT ${id} 10 5\n`);
      expect((await client.places()).line).toBe(reported);
    }
    expect(update(reported).origin).toBe('Alford');
  });

  it('Invalid line: “? ” and the line without its line end; the connection stays usable, in order', async () => {
    const client = await herd.client('Ball');
    const lines = [
      'iamat x +34-118 1',
      'IAMAT',
      'IAMAT x +34-118 1 extra',
      'IAMAT x 34-118 1',
      'IAMAT x +91-118 1',
      'IAMAT x +34-181 1',
      'IAMAT x +34-118 nan',
      'IAMAT x +34-118 -5',
      'IAMAT x +34-118 1e9',
      'WHATSAT nobody-knows-me 10 5',
      'AT Ball +1 x +34-118 1',
      '  spaces \t kept  ',
      'käse \u0007',
    ];
    const id = newClient();
    client.write(`${lines.join('\n')}\nIAMAT ${id} ${WHERE} 5\n`);
    for (const line of lines) expect(await client.line()).toBe(`? ${line}`);
    expect(update(await client.line()).client).toBe(id);
  });

  it('Invalid line: bytes that are not UTF-8 are echoed as they are', async () => {
    const client = await herd.client('Ball');
    const received: Buffer[] = [];
    client.socket.on('data', (chunk) => received.push(Buffer.from(String(chunk), 'latin1')));
    client.write(Buffer.from([0xff, 0xfe, 0x00, 0x20, 0xc3, 0x0a]));
    await client.line();
    expect(Buffer.concat(received)).toEqual(Buffer.from([0x3f, 0x20, 0xff, 0xfe, 0x00, 0x20, 0xc3, 0x0a]));
  });

  it('Blank line: ignored; white space of every kind between fields; CR LF works', async () => {
    const client = await herd.client('Ball');
    const id = newClient();
    client.write(`\n\r\n \t\v\f\r\n\tIAMAT\v ${id} \f${WHERE}\t7 \r\nFOO\r\n`);
    expect(update(await client.line())).toMatchObject({ client: id, location: WHERE, timestamp: '7' });
    expect(await client.line()).toBe('? FOO');
  });

  it('Over-long line: “? ” and its first 64 bytes, the rest dropped up to the next LF', async () => {
    const client = await herd.client('Ball');
    const id = newClient();
    client.write(`${'x'.repeat(8192)}\n`);
    expect(await client.line()).toBe(`? ${'x'.repeat(8192)}`);
    client.write(`${'y'.repeat(8193)}`);
    expect(await client.line()).toBe(`? ${'y'.repeat(64)}`);
    client.write(`${'y'.repeat(100_000)}\nIAMAT ${id} ${WHERE} 5\n`);
    expect(update(await client.line()).client).toBe(id);
  });

  it('Over-long line: a report whose AT line peers would refuse is refused', async () => {
    const client = await herd.client('Ball');
    const line = `IAMAT ${newClient()} ${WHERE} ${'9'.repeat(5000)}`;
    expect(await client.ask(line)).toBe(`? ${line}`);
  });

  it('Nothing else: no greeting, and a valid AT line is answered with nothing', async () => {
    const client = await herd.client('Welsh');
    const id = newClient();
    client.write(
      `AT Ball +0.000000001 ${id} ${WHERE} 5\nAT Ball +0.000000001 ${id} ${WHERE} 5 Ball Holiday\n`,
    );
    client.end('end');
    expect(await client.rest()).toBe('? end\n');
    for (const name of herd.names) await herd.untilKnown(name, id, `AT Ball +0.000000001 ${id} ${WHERE} 5`);
  });
});

describe('connections', () => {
  it('Half-close: what was asked before the end of the stream is answered, WHATSAT’s too, and then the connection ends', async () => {
    const id = newClient();
    const client = await WireClient.open(await herd.server('Holiday'));
    client.end(`IAMAT ${id} ${WHERE} 5\nWHATSAT ${id} 10 5`);
    const answer = await client.rest();
    const [first, second] = answer.split('\n');
    expect(first).toBe(second);
    expect(update(first as string).client).toBe(id);
    expect(answer.endsWith('}\n\n')).toBe(true);
  });

  it('a last line may be ended by end of stream', async () => {
    const id = newClient();
    const client = await WireClient.open(await herd.server('Holiday'));
    client.end(`IAMAT ${id} ${WHERE} 5`);
    expect(update((await client.rest()).trimEnd()).client).toBe(id);
  });

  it('a torso of an AT line, cut off by the end of a kept connection, is not taken for a whole one', async () => {
    const whole = newClient();
    const torso = newClient();
    const peer = await WireClient.open(await herd.server('Holiday'));
    peer.end(`AT Ball +1.0 ${whole} ${WHERE} 1479413884.392 Ball\nAT Ball +1.0 ${torso} ${WHERE} 14794138`);
    await peer.rest();
    await herd.untilKnown('Holiday', whole, `AT Ball +1.0 ${whole} ${WHERE} 1479413884.392`);
    expect(await herd.knows('Holiday', torso)).toBeUndefined();
  });

  it('a peer that connects once a message may leave its only line without LF', async () => {
    const id = newClient();
    const peer = await WireClient.open(await herd.server('Holiday'));
    peer.end(`AT Ball +1.0 ${id} ${WHERE} 5 Ball`);
    await peer.rest();
    await herd.untilKnown('Alford', id, `AT Ball +1.0 ${id} ${WHERE} 5`);
  });

  it('Segments: a line may come byte by byte, also inside a UTF-8 character', async () => {
    const client = await herd.client('Holiday');
    const bytes = Buffer.from(`IAMAT küwi-✓-${newClient()} ${WHERE} 5\n`);
    for (const byte of bytes) {
      await new Promise<void>((sent) => client.socket.write(Uint8Array.of(byte), () => sent()));
    }
    expect(await client.line()).toContain('küwi-✓');
  });

  it('Order: replies come in the order of the commands, also behind a slow WHATSAT, which delays no other connection', async () => {
    const id = newClient();
    const slow = await herd.client('Holiday');
    await slow.ask(`IAMAT ${id} +1.5+1.5 5`);
    const asked = google.request(google.requests.length);
    google.behave({ kind: 'silent' }, { kind: 'places', count: 20 });
    slow.write(`WHATSAT ${id} 9 5\nBAD\nIAMAT ${id} +1.5+1.5 6\n`);
    await asked;
    const other = await herd.client('Holiday');
    expect(await other.ask('OTHER')).toBe('? OTHER');
    expect(slow.text).toBe('');
    google.release();
    expect(update((await slow.places()).line).timestamp).toBe('5');
    expect(await slow.line()).toBe('? BAD');
    expect(update(await slow.line()).timestamp).toBe('6');
  });
});

describe('updates', () => {
  const report = async (server: string, id: string, location: string, time: string): Promise<string> =>
    (await herd.client(server)).ask(`IAMAT ${id} ${location} ${time}`);
  const allKnow = async (id: string, line: string): Promise<void> => {
    for (const name of herd.names) await herd.untilKnown(name, id, line);
  };

  it('Newest wins: compared exactly, a nanosecond apart and less', async () => {
    const id = newClient();
    await allKnow(id, await report('Alford', id, '+1+1', '1479413884.000000001'));
    const newer = await report('Ball', id, '+2+2', '1479413884.000000002');
    await allKnow(id, newer);
    await report('Welsh', id, '+3+3', '1479413884.0000000019');
    await allKnow(id, newer);
    await allKnow(id, await report('Welsh', id, '+4+4', '1479413884.0000000020000001'));
  });

  it('Newest wins: whole parts of different lengths', async () => {
    const id = newClient();
    await allKnow(id, await report('Alford', id, '+1+1', '999999999.9'));
    const newer = await report('Alford', id, '+2+2', '1000000000');
    await allKnow(id, newer);
    await report('Alford', id, '+3+3', '00000999999999.9');
    await allKnow(id, newer);
  });

  it('Equal timestamps with another content: the greater (origin, location) wins on all servers', async () => {
    const id = newClient();
    await allKnow(id, await report('Hamilton', id, '+1+1', '50'));
    await report('Alford', id, '+9+9', '50.0');
    const greater = await report('Hamilton', id, '+2+2', '50.00');
    await allKnow(id, greater);
    const welsh = await report('Welsh', id, '+0+0', '50');
    await allKnow(id, welsh);
    await report('Ball', id, '+5+5', '50');
    await allKnow(id, welsh);
  });

  it('Stale or repeated IAMAT: answered with its own diff, not stored, not flooded', async () => {
    const id = newClient();
    const first = await report('Alford', id, '+1+1', '100');
    await allKnow(id, first);
    const flooded = herd.events('update');
    const repeated = await report('Alford', id, '+1+1', '100');
    expect(update(repeated)).toMatchObject({
      origin: 'Alford',
      client: id,
      location: '+1+1',
      timestamp: '100',
    });
    expect(update(await report('Ball', id, '+2+2', '99'))).toMatchObject({ origin: 'Ball', timestamp: '99' });
    // A later update has been everywhere by the time it is known everywhere: had there been others, they came first.
    const marker = newClient();
    await allKnow(marker, await report('Alford', marker, '+1+1', '1'));
    await allKnow(marker, await report('Ball', marker, '+1+1', '2'));
    await allKnow(id, first);
    expect(flooded.filter(({ client }) => client === id)).toEqual([]);
  });
});

describe('WHATSAT', () => {
  const ask = async (line: string): Promise<{ json: Record<string, unknown>; raw: string }> => {
    const client = await herd.client('Hamilton');
    client.write(`${line}\n`);
    return client.places();
  };
  let id: string;
  beforeAll(async () => {
    id = newClient();
    await (await herd.client('Hamilton')).ask(`IAMAT ${id} ${WHERE} 5`);
  });

  it('bounds: 0 and fractions of a kilometre are accepted, too large or not numeric ones are invalid and cost no quota', async () => {
    for (const [radius, bound] of [
      ['0', '0'],
      ['0.5', '1'],
      ['50', '20'],
      ['50.000', '020'],
    ]) {
      expect(Object.keys((await ask(`WHATSAT ${id} ${radius} ${bound}`)).json)).toEqual(
        expect.arrayContaining(JSON_MEMBERS),
      );
    }
    const asked = google.requests.length;
    const client = await herd.client('Hamilton');
    for (const words of [
      '50.001 5',
      '51 5',
      '10 21',
      '-1 5',
      '10 -1',
      '10 5.0',
      'ten 5',
      '10 five',
      '1e1 5',
      '10',
      '10 5 5',
    ]) {
      expect(await client.ask(`WHATSAT ${id} ${words}`)).toBe(`? WHATSAT ${id} ${words}`);
    }
    expect(google.requests.length).toBe(asked);
  });

  it('JSON: results cut to the bound, no empty line inside, exactly two newlines at the end', async () => {
    const { json, raw } = await ask(`WHATSAT ${id} 11 3`);
    expect(json['results']).toHaveLength(3);
    expect(json['status']).toBe('OK');
    expect(raw.endsWith('}\n\n')).toBe(true);
    expect(raw.slice(0, -2)).not.toContain('\n\n');
  });

  it('JSON: a status that isn’t OK is passed on as it is', async () => {
    google.behave({ kind: 'status', status: 'OVER_QUERY_LIMIT' }, { kind: 'places', count: 20 });
    const { json } = await ask(`WHATSAT ${id} 12 3`);
    expect(json).toMatchObject({ status: 'OVER_QUERY_LIMIT', results: [] });
  });

  it('the location goes to Places as degrees, the radius as metres', async () => {
    await ask(`WHATSAT ${id} 13.5 3`);
    const query = google.requests.at(-1)?.query;
    expect(query?.get('radius')).toBe('13500');
    expect(query?.get('location')?.split(',').map(Number)).toEqual([34.06893, -118.445127]);
  });

  it('One write: the AT line and its JSON come in one piece', async () => {
    const client = await herd.client('Hamilton');
    const pieces: string[] = [];
    client.socket.on('data', (piece) => pieces.push(String(piece)));
    client.write(`WHATSAT ${id} 14 20\n`);
    await client.places();
    expect(pieces).toHaveLength(1);
  });
});
