/** Recordings are scenarios: whatever was done can be read, and what was done to a herd that behaves passes. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../../src-shared/protocol/index.ts';
import {
  type CopiedExchange,
  type DoneThing,
  exchangeAsNc,
  exchangeAsStep,
  exchangeAsText,
  type RecordingStart,
  recordScenario,
} from '../../src-shared/recording/index.ts';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { linkId } from '../../src-shared/topology/topology.ts';
import { createHost } from '../host/host.ts';
import { checkScenario, readScenario, runScenario, textReport } from '../scenario/index.ts';

const TOPOLOGY = PRESETS[0]!.topology;
const NAMES = TOPOLOGY.servers.map(({ name }) => name);
const NOW = 1_800_000_000_000;
const NOTHING: RecordingStart = { title: 'By hand', topology: TOPOLOGY, running: [], paused: [], cut: [] };
const ALL_UP: RecordingStart = { ...NOTHING, running: NAMES };

const send = (server: string, text: string, more: Partial<DoneThing & { kind: 'send' }> = {}): DoneThing => ({
  kind: 'send',
  atMs: NOW,
  server,
  bytes: encodeText(text),
  halfClose: false,
  ...more,
});
const servers = (
  kind: 'start' | 'kill' | 'stop' | 'pause' | 'resume' | 'restart',
  ...names: string[]
): DoneThing => ({
  kind,
  atMs: NOW,
  servers: names,
});
const links = (kind: 'cut' | 'heal', ...ids: string[]): DoneThing => ({ kind, atMs: NOW, links: ids });
const report = (client: string, seconds: number): string =>
  `IAMAT ${client} +34.068930-118.445127 ${seconds}.5\n`;

async function play(text: string): Promise<string> {
  const scenario = readScenario(text, 'recorded.yaml');
  const result = await runScenario({
    scenario,
    topology: TOPOLOGY,
    openHost: (topology, source) => createHost({ topology, basePort: 0, places: { source }, logDir: null }),
    seed: 1,
    signal: AbortSignal.timeout(60_000),
    patience: 4,
  });
  return result.verdict === 'pass' ? 'pass' : `${text}\n${textReport(result)}`;
}

const NOW_S = NOW / 1000;
const PLAYED: Readonly<Record<string, readonly DoneThing[]>> = {
  'reports, asks and refusals': [
    send('Alford', report('kiwi', NOW_S)),
    send('Welsh', 'WHATSAT kiwi 10 5\nWHATSAT kiwi 51 5\n\nnonsense {now}\n'),
    send('Ball', 'WHATSAT nobody 10 5\r\n', { halfClose: true }),
    send('Ball', `${report('kiwi', NOW_S - 10)}WHATSAT kiwi 0 0`, {
      halfClose: true,
      cuts: [{ at: 3 }, { at: 9 }],
    }),
    send('Ball', '\x00\x01é\\{x}\n\n'),
    send('Alford', ''),
    send('Alford', 'an unfinished line'),
  ],
  'a partition that is healed': [
    send('Alford', report('kiwi', NOW_S)),
    links('cut', 'Alford-Welsh', 'Ball-Welsh'),
    send('Alford', report('kiwi', NOW_S + 5)),
    send('Welsh', report('kiwi', NOW_S + 3)),
    send('Welsh', 'WHATSAT kiwi 10 5\n'),
    send('Welsh', report('mango', NOW_S)),
    send('Alford', 'WHATSAT mango 10 5\n'),
    links('heal'),
    send('Welsh', 'WHATSAT kiwi 10 5\nWHATSAT mango 1 1\n'),
    send('Holiday', 'WHATSAT mango 10 5\n'),
  ],
  'kills, restarts and pauses': [
    send('Alford', report('kiwi', NOW_S)),
    servers('kill', 'Welsh', 'Ball'),
    send('Welsh', 'WHATSAT kiwi 10 5\n'),
    send('Holiday', report('kiwi', NOW_S + 1)),
    servers('start', 'Welsh'),
    servers('restart', 'Alford'),
    send('Welsh', 'WHATSAT kiwi 10 5\n'),
    servers('pause', 'Hamilton'),
    send('Hamilton', `${report('plum', NOW_S)}nonsense\n`),
    send('Hamilton', report('fig', NOW_S), { halfClose: true }),
    servers('resume', 'Hamilton'),
    send('Hamilton', 'WHATSAT plum 10 5\nWHATSAT fig 10 5\n'),
    servers('stop'),
    servers('start'),
    send('Ball', 'WHATSAT kiwi 10 5\n'),
  ],
  'AT lines as a peer would send them': [
    send('Alford', `AT Elsewhere +0.5 kiwi +34-118 ${NOW_S}\n`),
    send('Alford', 'WHATSAT kiwi 10 5\n'),
    send('Ball', 'WHATSAT kiwi 10 5\nWHATSAT nobody 1 1\n'),
    send('Ball', report('kiwi', NOW_S + 1)),
    send('Welsh', 'WHATSAT kiwi 10 5\n'),
    links('cut', 'Alford-Welsh'),
    send('Alford', `AT Welsh +0.5 plum +34-118 ${NOW_S} Welsh\n`),
    send('Alford', 'WHATSAT plum 10 5\n'),
  ],
};

describe('a recording passes on a herd that behaves', () => {
  it.each(Object.keys(PLAYED))('%s', async (name) => {
    const done = PLAYED[name] ?? [];
    expect(await play(recordScenario(ALL_UP, done))).toBe('pass');
    expect(await play(recordScenario({ ...ALL_UP, times: 'keep', placesOff: true }, done))).toBe('pass');
  });

  it('whatever is done', async () => {
    const name = fc.constantFrom(...NAMES);
    const link = fc.constantFrom(...TOPOLOGY.links.map(linkId));
    const client = fc.constantFrom('kiwi', 'mango');
    const step: fc.Arbitrary<DoneThing> = fc.oneof(
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom('start', 'kill', 'pause', 'resume', 'restart'), name)
          .map(([kind, one]) => servers(kind, one)),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(fc.constantFrom('cut', 'heal'), link).map(([kind, one]) => links(kind, one)),
      },
      {
        weight: 4,
        arbitrary: fc
          .tuple(name, client, fc.integer({ min: -3, max: 9 }))
          .map(([to, who, apart]) => send(to, report(who, NOW_S + apart))),
      },
      { weight: 3, arbitrary: fc.tuple(name, client).map(([to, who]) => send(to, `WHATSAT ${who} 1 1\n`)) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14 }), async (done) => {
        expect(await play(recordScenario(ALL_UP, done))).toBe('pass');
      }),
      { numRuns: 8, seed: 131 },
    );
  }, 120_000);
});

describe('a recording that isn’t plain', () => {
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }).map((text) => encodeText(text)),
    fc
      .constantFrom(
        '{',
        '}}',
        ': #',
        '\'"',
        '- a',
        '\u2028x\n',
        '\u202ex',
        '@x',
        '|',
        'null',
        '~',
        '*a',
        '&a\n',
        '%x',
      )
      .map((text) => encodeText(text)),
    fc
      .tuple(fc.string({ maxLength: 9 }), fc.integer({ min: 0 }))
      .map(([who, time]) => encodeText(`IAMAT ${who}{ +1-1 ${time}\n`)),
  );
  const known = fc.constantFrom(...NAMES, 'Nobody');
  const thing: fc.Arbitrary<DoneThing> = fc.oneof(
    fc
      .tuple(known, anyBytes, fc.boolean(), fc.array(fc.nat(70), { maxLength: 4 }))
      .map(([server, bytes, halfClose, cuts]) =>
        send(server, '', { bytes, halfClose, cuts: cuts.map((at) => ({ at })) }),
      ),
    fc
      .tuple(fc.constantFrom('start', 'kill', 'stop', 'pause', 'resume', 'restart'), fc.array(known))
      .map(([kind, names]) => servers(kind, ...names)),
    fc
      .tuple(fc.constantFrom('cut', 'heal'), fc.array(fc.constantFrom('Alford-Welsh', 'Welsh-Ball', 'x')))
      .map(([kind, ids]) => links(kind, ...ids)),
  );

  it('can be read and names only what is there', () => {
    fc.assert(
      fc.property(
        fc.array(thing, { maxLength: 20 }),
        fc.string({ unit: 'binary' }),
        fc.boolean(),
        (done, title, up) => {
          const text = recordScenario({ ...(up ? ALL_UP : NOTHING), title }, done);
          checkScenario(readScenario(text, 'recorded.yaml'), TOPOLOGY);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is cut where a file would be too long, and says so', () => {
    const done = Array.from({ length: 3_000 }, (_, i) => send('Alford', report(`kiwi-${i}`, NOW_S)));
    const text = recordScenario(ALL_UP, [send('Ball', 'x'.repeat(100_000)), ...done]);
    expect(text).toContain('more things were too many and are left out');
    expect(text).toContain('100000 bytes to Ball, which is too long for a file: left out');
    readScenario(text, 'recorded.yaml');
  });
});

describe('an exchange that is copied', () => {
  const exchange = (
    sent: Uint8Array,
    received: Uint8Array,
    more: Partial<CopiedExchange> = {},
  ): CopiedExchange => ({
    server: 'Alford',
    sent,
    received,
    end: 'answered',
    tookMs: 1.25,
    ...more,
  });
  const AT = 'AT Alford +0.1 kiwi +34-118 1\n';

  it('as a shell line sends the very same bytes, however hostile', () => {
    const hostile = "'; touch /tmp/x; '$(id)`id`%s%n\\x\\\n-n\x00\xff!!";
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ minLength: 1, maxLength: 200 }),
          fc.constant(encodeText(hostile)),
          fc.constant(encodeText('-e %d')),
        ),
        fc.boolean(),
        fc.array(fc.nat(100), { maxLength: 3 }),
        (bytes, halfClose, cuts) => {
          const copied = exchange(bytes, new Uint8Array(), {
            halfClose,
            cuts: cuts.map((at) => ({ at, afterMs: 0 })),
          });
          const line = exchangeAsNc(copied, { host: '127.0.0.1', port: 12_000 });
          expect(line).toMatch(/^[\x20-\x7e]*$/);
          const [, writes, target] = /^(.*) \| nc (.*)$/s.exec(line) ?? [];
          expect(target).toBe(`${halfClose ? '-N ' : ''}127.0.0.1 12000`);
          expect(new Uint8Array(execFileSync('/bin/sh', ['-c', `${writes} | cat`]))).toEqual(bytes);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('as a step expects answers of the kinds that came', () => {
    const json = '{\n   "results" : [],\n   "status" : "OK"\n}\n\n';
    const copied = exchange(
      encodeText('IAMAT kiwi +34-118 1\nWHATSAT kiwi 1 1\nWHATSAT kiwi 51 1\n'),
      encodeText(`${AT}${AT}${json}? WHATSAT kiwi 51 1\n`),
    );
    expect(exchangeAsStep(copied)).toBe(
      [
        '- send:',
        '    - IAMAT kiwi +34-118 1',
        '    - WHATSAT kiwi 1 1',
        '    - WHATSAT kiwi 51 1',
        '  to: Alford',
        '  reply: [at sent, at known, json, refused]',
        '',
      ].join('\n'),
    );
    expect(exchangeAsText(copied)).toContain('> WHATSAT kiwi 51 1\\n\n< AT Alford');
  });

  it('as a step can be read, whatever went and came', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.constantFrom(AT, '? x\n', 'x\n', '{}\n\n', 'a: {b}\n').map((text) => encodeText(text)),
    );
    fc.assert(
      fc.property(bytes, bytes, fc.boolean(), (sent, received, halfClose) => {
        const step = exchangeAsStep(
          exchange(sent, received, { halfClose, end: halfClose ? 'closed' : 'answered' }),
        );
        const text = `title: x\nsteps:\n${step.replace(/^(?=.)/gm, '  ')}`;
        checkScenario(readScenario(text, 'x.yaml'), TOPOLOGY);
        exchangeAsText(exchange(sent, received));
      }),
      { numRuns: 300 },
    );
  });
});
