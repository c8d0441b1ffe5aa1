import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { ServerSnapshot } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { Output } from './output.ts';
import type { Answer } from './serve-front.ts';
import { EVENT_BACKLOG_LIMIT, jsonFront } from './serve-json.ts';
import { textFront } from './serve-text.ts';

/** A stream that keeps what it gets, and takes it only while `reading`. */
class Reader extends Writable {
  text = '';
  reading = true;
  #waiting: (() => void) | undefined;

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    if (this.reading) done();
    else this.#waiting = done;
  }

  read(): void {
    this.reading = true;
    this.#waiting?.();
  }

  get lines(): string[] {
    return this.text.split('\n').slice(0, -1);
  }
}

function outputs(): { out: Reader; err: Reader; cli: { stdout: Output; stderr: Output } } {
  const out = new Reader();
  const err = new Reader();
  return { out, err, cli: { stdout: new Output(out, {}), stderr: new Output(err, {}) } };
}

const ALFORD: ServerSnapshot = {
  name: 'Alford',
  host: '127.0.0.1',
  port: 12_000,
  state: { kind: 'ready', address: { host: '127.0.0.1', port: 12_000 }, pid: 1 },
  hosted: true,
  counters: null,
};
const lineEvent = (text: string): HerdEvent => ({
  type: 'line',
  time: 1,
  server: 'Alford',
  direction: 'in',
  peer: 'x',
  text,
});
const ERROR: Answer = { kind: 'error', error: new HerdError('INTERNAL', { problem: 'a\nb' }).toData() };
const reply = (text: string): Answer => ({
  kind: 'reply',
  exchange: {
    server: 'Alford',
    sent: encodeText(''),
    received: encodeText(text),
    end: 'answered',
    tookMs: 1,
  },
});

describe('textFront', () => {
  it('says ready on stdout, and how to talk to the herd on stderr', () => {
    const { out, err, cli } = outputs();
    textFront(cli, () => 1_479_413_884.25).ready([ALFORD]);
    expect(out.lines).toEqual(['Alford 127.0.0.1:12000', 'ready']);
    expect(err.text).toContain('nc 127.0.0.1 12000');
    expect(err.text).toContain('1479413884.25');
  });

  it('ends every answer with one line that repeats the command', () => {
    const { out, cli } = outputs();
    const front = textFront(cli, () => 0);
    front.answer('kill Welsh', { kind: 'ok' });
    front.answer('send Alford x', reply('? x\n'));
    front.answer('kil', ERROR);
    expect(out.lines.slice(0, 3)).toEqual(['ok kill Welsh', '< ? x', 'ok send Alford x']);
    expect(out.lines[3]).toMatch(/^error kil: .*\[INTERNAL\] a b /);
    expect(out.lines.length).toBe(4);
  });

  it('shows control characters of an answer instead of obeying them', () => {
    const { out, cli } = outputs();
    textFront(cli, () => 0).answer('send', reply('? \u001b[2J\tx\n'));
    expect(out.lines[0]).toBe('< ? \\x1b[2J\tx');
  });

  it('tells of a server that crashed, on stderr', () => {
    const { err, cli } = outputs();
    const error = new HerdError('SERVER_CRASHED', { server: 'Alford', how: 'exit code 1', output: [] });
    const state = { kind: 'crashed', error: error.toData() } as const;
    const front = textFront(cli, () => 0);
    front.ready([]);
    front.events([{ type: 'server', time: 1, server: 'Alford', state }]);
    expect(err.text).toContain('SERVER_CRASHED');
  });
});

describe('jsonFront', () => {
  const typesOf = (lines: readonly string[]): string[] =>
    lines.map((line) => (JSON.parse(line) as { type: string }).type);

  it('says ready first, and then the events from before', () => {
    const { out, cli } = outputs();
    const front = jsonFront(cli, () => 0);
    front.events([lineEvent('early')]);
    expect(out.text).toBe('');
    front.ready([ALFORD]);
    front.events([lineEvent('late')]);
    expect(JSON.parse(out.lines[0] ?? '')).toEqual({
      type: 'ready',
      servers: { Alford: { host: '127.0.0.1', port: 12_000 } },
    });
    expect(out.lines.slice(1).map((line) => (JSON.parse(line) as { text: string }).text)).toEqual([
      'early',
      'late',
    ]);
  });

  it('keeps a bounded part of what comes before ready, and counts the rest exactly', async () => {
    const { out, cli } = outputs();
    const front = jsonFront(cli, () => 7);
    const text = 'x'.repeat(100_000);
    const given = 100;
    for (let i = 0; i < given; i++) front.events([lineEvent(text)]);
    const state = { kind: 'starting' } as const;
    front.events([{ type: 'server', time: 2, server: 'Alford', state }]);
    front.events([{ type: 'summarised', time: 3, server: '-', counts: { line: 5, output: 2 } }]);
    front.ready([]);
    await cli.stdout.drained();
    const types = typesOf(out.lines);
    const shown = types.filter((type) => type === 'line').length;
    expect(shown).toBeGreaterThan(0);
    expect(out.text.length).toBeLessThan(EVENT_BACKLOG_LIMIT + 2 * text.length);
    expect(types.slice(-2)).toEqual(['server', 'summarised']);
    expect(JSON.parse(out.lines.at(-1) ?? '')).toMatchObject({
      time: 7,
      counts: { line: given - shown + 5, output: 2 },
    });
    front.events([lineEvent('afterwards')]);
    expect(typesOf(out.lines).at(-1)).toBe('line');
  });

  it('ties an answer to its command', () => {
    const { out, cli } = outputs();
    const front = jsonFront(cli, () => 0);
    front.answer('send Alford x', reply('? x\n'));
    front.answer('kil', ERROR);
    expect(out.lines.map((line) => JSON.parse(line))).toMatchObject([
      { type: 'reply', command: 'send Alford x', text: '? x\n', server: 'Alford' },
      { type: 'error', command: 'kil', code: 'INTERNAL' },
    ]);
  });

  it('counts exactly what a slow reader misses, and loses no answer', async () => {
    const { out, cli } = outputs();
    const front = jsonFront(cli, () => 0);
    front.ready([]);
    out.reading = false;
    const event = lineEvent('x'.repeat(100_000));
    const given = 100;
    for (let i = 0; i < given; i++) front.events([event]);
    front.answer('kill Welsh', { kind: 'ok' });
    expect(cli.stdout.backlog).toBeLessThan(2 * EVENT_BACKLOG_LIMIT);
    out.read();
    await cli.stdout.drained();
    const types = typesOf(out.lines);
    const shown = types.filter((type) => type === 'line').length;
    const summary = out.lines.find((line) => line.includes('"summarised"')) ?? '{}';
    expect(shown).toBeLessThan(given);
    expect(JSON.parse(summary)).toMatchObject({ counts: { line: given - shown } });
    expect(types).toContain('ok');
    front.events([lineEvent('again')]);
    expect(typesOf(out.lines).at(-1)).toBe('line');
  });
});
