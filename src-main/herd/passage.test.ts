/** Which way AT lines came, by the names appended to them. */
import { describe, expect, it } from 'vitest';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { AT, LineScan } from '../../src-shared/protocol/line-scan.ts';
import { EventBus } from '../ground/event-bus.ts';
import { Journal } from './journal.ts';
import { Link } from './link.ts';
import { Passage } from './passage.ts';
import { TurnEnd } from './turn-end.ts';
import { UpdateStore } from './update-store.ts';

const owner = {
  name: 'Alford',
  scan: new LineScan(),
  store: new UpdateStore(1024 * 1024, 1),
  journal: new Journal('Alford', new EventBus(), () => undefined),
  random: () => 0,
  addressOf: () => undefined,
  turnEnd: new TurnEnd(),
  lost: () => undefined,
  heard: () => undefined,
};
const ball = new Link('Ball', owner);
const welsh = new Link('Welsh', owner);
const links = new Map([ball, welsh].map((link) => [link.neighbour, link]));

function read(passage: Passage, names: string, origin = 'Alford'): boolean {
  const bytes = encodeText(`AT ${origin} +0.5 kiwi +34-118 1${names}`);
  const scan = new LineScan();
  expect(scan.scan(bytes, 0, bytes.length)).toBe(AT);
  const changed = passage.read(bytes, scan, links);
  // What it remembers must be its own: the bytes are only lent.
  bytes.fill(0x21);
  return changed;
}

describe('on a connection that a peer opened', () => {
  it('nobody is known to send lines without names', () => {
    const passage = new Passage();
    expect(read(passage, '')).toBe(false);
    expect([passage.sender, passage.passed]).toEqual([undefined, []]);
  });

  it('the last name is the sender’s, and all that are named have passed the line', () => {
    const passage = new Passage();
    expect(read(passage, ' Ball Welsh')).toBe(true);
    expect(passage.sender).toBe(welsh);
    expect(passage.passed).toEqual([ball, welsh]);
  });

  it('a neighbour that passed a line on to a stranger is not the sender', () => {
    const passage = new Passage();
    read(passage, ' Ball Stranger');
    expect(passage.sender).toBeUndefined();
    expect(passage.passed).toEqual([ball]);
  });

  it('names are looked up again when they change, and a new sender is told of', () => {
    const passage = new Passage();
    expect(read(passage, ' Ball')).toBe(true);
    expect(read(passage, ' Ball')).toBe(false);
    expect(passage.sender).toBe(ball);
    expect(read(passage, ' Balls')).toBe(true);
    expect(read(passage, ' Ball')).toBe(true);
    expect(read(passage, '')).toBe(true);
    expect([passage.sender, passage.passed]).toEqual([undefined, []]);
  });

  it('names stand between the grammar’s white space and no other', () => {
    const passage = new Passage();
    read(passage, '\t\vBall \f\rWelsh\r');
    expect(passage.passed).toEqual([ball, welsh]);
    read(passage, ' Ball\u00a0Welsh');
    expect([passage.sender, passage.passed]).toEqual([undefined, []]);
  });

  it('the server that heard the client knows its own update where nobody is named, but need not be the sender', () => {
    const passage = new Passage();
    read(passage, '', 'Ball');
    expect([passage.sender, passage.passed]).toEqual([undefined, [ball]]);
    read(passage, ' Welsh', 'Ball');
    expect([passage.sender, passage.passed]).toEqual([welsh, [welsh]]);
    read(passage, '', 'Welsh');
    expect([passage.sender, passage.passed]).toEqual([undefined, [welsh]]);
    read(passage, '', 'Alford');
    expect([passage.sender, passage.passed]).toEqual([undefined, []]);
  });

  it('a neighbour that was lost meanwhile may have forgotten what it passed', () => {
    const passage = new Passage();
    read(passage, ' Ball Welsh');
    passage.lost(welsh);
    expect([passage.sender, passage.passed]).toEqual([welsh, [ball]]);
    read(passage, ' Welsh');
    expect([passage.sender, passage.passed]).toEqual([welsh, []]);
  });

  it('a name that comes twice is one', () => {
    const passage = new Passage();
    read(passage, ' Ball Ball');
    expect(passage.passed).toEqual([ball]);
  });
});

describe('on a link’s own connection', () => {
  it('the neighbour is the sender and knows the line, named or not', () => {
    const passage = new Passage(ball);
    expect([passage.sender, passage.passed]).toEqual([ball, [ball]]);
    read(passage, ' Welsh');
    expect([passage.sender, passage.passed]).toEqual([ball, [ball, welsh]]);
    read(passage, ' Ball');
    expect([passage.sender, passage.passed]).toEqual([ball, [ball]]);
    read(passage, '');
    expect([passage.sender, passage.passed]).toEqual([ball, [ball]]);
  });
});
