import { beforeEach, describe, expect, it } from 'vitest';
import { Knowledge, type KnownUpdate } from './knowledge.ts';
import { PRESETS } from './presets.ts';

const RING = PRESETS[0]!.topology;
const ALL = RING.servers.map(({ name }) => name);
const without = (...down: string[]): Set<string> => new Set(ALL.filter((name) => !down.includes(name)));

let knowledge: Knowledge;
beforeEach(() => {
  knowledge = new Knowledge(RING);
  shape(without());
});

function shape(ready: Set<string>, { cut = [] as string[], paused = [] as string[] } = {}): void {
  knowledge.changeTo({ ready, paused: new Set(paused), cut: new Set(cut) });
}

function report(server: string, timestamp: string, of = knowledge, answered = true): KnownUpdate {
  const fields = { client: 'kiwi', location: '+34-118', timestamp, origin: server };
  const update = of.sent(server, fields);
  if (answered) of.answered(server, update, `AT ${server} +0.1 kiwi +34-118 ${timestamp}`);
  return update;
}

describe('who must know', () => {
  it('is everyone who can be reached from the server that answered', () => {
    expect(knowledge.mustKnow(report('Alford', '1'))).toEqual(ALL);
    shape(without('Ball', 'Alford'));
    const update = report('Welsh', '2');
    expect(knowledge.mustKnow(update)).toEqual(['Welsh']);
    expect(knowledge.cannotKnow(update)).toEqual(['Hamilton', 'Holiday']);
  });

  it('is nobody for certain when the server that answered is killed before anybody was seen to know', () => {
    const update = report('Alford', '1');
    shape(without('Alford'));
    expect(knowledge.mustKnow(update)).toEqual([]);
    expect(knowledge.cannotKnow(update)).toEqual([]);
  });

  it('is everyone again once another server was seen to know', () => {
    const update = report('Alford', '1');
    knowledge.seen('Holiday', update);
    shape(without('Alford'));
    expect(knowledge.mustKnow(update)).toEqual(['Ball', 'Hamilton', 'Holiday', 'Welsh']);
  });

  it('is nobody as long as the report has no answer', () => {
    const update = report('Alford', '1', knowledge, false);
    expect(knowledge.mustKnow(update)).toEqual([]);
    expect(knowledge.cannotKnow(update)).toEqual([]);
  });

  it('takes in a healed partition and a restarted server', () => {
    const cut = ['Alford-Welsh', 'Ball-Welsh'];
    shape(without(), { cut });
    const update = report('Welsh', '1');
    expect(knowledge.cannotKnow(update)).toEqual(['Alford', 'Ball', 'Hamilton', 'Holiday']);
    shape(without('Welsh'), { cut });
    expect(knowledge.mustKnow(update)).toEqual([]);
    const second = report('Ball', '2');
    shape(without(), {});
    expect(knowledge.mustKnow(second)).toEqual(ALL);
    expect(knowledge.cannotKnow(update)).toEqual(ALL);
  });

  it('leaves out who missed it where nobody has to catch up', () => {
    const lenient = new Knowledge(RING, 'allowed');
    lenient.changeTo({ ready: without('Ball'), paused: new Set(), cut: new Set() });
    const update = report('Alford', '1', lenient);
    lenient.changeTo({ ready: without(), paused: new Set(), cut: new Set() });
    expect(lenient.mustKnow(update)).toEqual(['Alford', 'Hamilton', 'Holiday', 'Welsh']);
    expect(lenient.cannotKnow(update)).toEqual([]);
  });

  it('does not ask paused servers, and counts what waits for them', () => {
    shape(without('Welsh'), { paused: ['Welsh'] });
    const update = report('Alford', '1');
    expect(knowledge.mustKnow(update)).toEqual(['Alford', 'Ball', 'Hamilton', 'Holiday']);
    shape(without('Alford', 'Ball'));
    expect(knowledge.cannotKnow(update)).not.toContain('Welsh');
  });
});

describe('which update is the newest', () => {
  it('is decided by the nanosecond, and by origin and location between equals', () => {
    const [old, tied, newest] = [
      report('Holiday', '1.5'),
      report('Alford', '2.000000001'),
      report('Welsh', '2.000000001'),
    ];
    expect(knowledge.updatesOf('kiwi')).toEqual([old, tied, newest]);
    expect(knowledge.newest('kiwi')).toBe(newest);
    expect(knowledge.least('Ball', 'kiwi')).toBe(newest);
  });

  it('is not a stale one, which goes nowhere', () => {
    const newest = report('Alford', '2');
    knowledge.seen('Ball', newest);
    const stale = report('Ball', '1');
    expect(knowledge.mustKnow(stale)).toEqual([]);
    expect(knowledge.cannotKnow(stale)).toEqual(ALL);
    expect(knowledge.newest('kiwi')).toBe(newest);
  });

  it('keeps the line of the first report of two equal ones', () => {
    const first = report('Alford', '1');
    knowledge.answered('Alford', knowledge.sent('Alford', { ...first }), 'AT Alford +9.9 kiwi +34-118 1');
    expect([...first.lines]).toEqual(['AT Alford +0.1 kiwi +34-118 1']);
  });

  it('on the other side of a cut is the one that was heard there', () => {
    const early = report('Alford', '1');
    knowledge.seen('Welsh', early);
    shape(without(), { cut: ['Alford-Welsh', 'Ball-Welsh'] });
    const late = report('Alford', '2');
    expect(knowledge.least('Welsh', 'kiwi')).toBe(early);
    expect(knowledge.least('Ball', 'kiwi')).toBe(late);
  });
});
