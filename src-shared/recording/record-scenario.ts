/**
 * What was done by hand to a herd → a scenario file that does it again, with what must come of it. Expectations are
 * computed from what was done, never copied from what came: so a herd that misbehaved while it was recorded fails.
 */
import { encodeText } from '../protocol/index.ts';
import { findPreset } from '../topology/presets.ts';
import { isSameShape } from '../topology/same-shape.ts';
import { type DoneThing, RECORDING_LIMITS, type RecordingStart } from './done-things.ts';
import { RecordedHerd } from './recorded-herd.ts';
import { BEGAN, RelativeTimes } from './relative-times.ts';
import { SendWriter } from './send-steps.ts';
import { comment, listStep, scalar } from './step-text.ts';

/** The text of a scenario file. It plays on the topology that was recorded (of other names a comment says so). */
export function recordScenario(start: RecordingStart, done: readonly DoneThing[]): string {
  const writer = new Writer(start);
  const steps = writer.all(done);
  const { topology, title, placesOff } = start;
  const preset = findPreset(topology.id)?.topology;
  const named = preset !== undefined && isSameShape(preset, topology);
  return [
    `title: ${scalar(title.replace(/\s+/g, ' ').trim() || 'A recording')}\n`,
    named
      ? `topology: ${scalar(topology.id)}\n`
      : comment(`topology: recorded on ${topology.id}; save it and run this with --topology FILE`),
    placesOff ? 'places: off\n' : '',
    'steps:\n',
    writer.usesTimes ? `  - let: { ${BEGAN}: "{now}" }\n` : '',
    ...steps,
  ].join('');
}

class Writer {
  readonly #start: RecordingStart;
  readonly #herd: RecordedHerd;
  readonly #times: RelativeTimes;
  readonly #sends: SendWriter;
  readonly #steps: string[] = [];
  #count = 0;
  #bytes = 0;

  constructor(start: RecordingStart) {
    this.#start = start;
    this.#herd = new RecordedHerd(start);
    this.#times = new RelativeTimes(start.times === 'keep');
    this.#sends = new SendWriter(this.#herd, this.#times);
  }

  get usesTimes(): boolean {
    return this.#times.used;
  }

  all(done: readonly DoneThing[]): readonly string[] {
    const { running, paused, cut } = this.#start;
    const nothing = { atMs: 0 } as const;
    if (running.length > 0) this.#do({ ...nothing, kind: 'start', servers: running });
    if (cut.length > 0) this.#do({ ...nothing, kind: 'cut', links: cut });
    if (paused.length > 0) this.#do({ ...nothing, kind: 'pause', servers: paused });
    for (const [index, thing] of done.entries()) {
      if (this.#count >= RECORDING_LIMITS.steps || this.#bytes >= RECORDING_LIMITS.bytes) {
        this.#steps.push(comment(`${done.length - index} more things were too many and are left out`));
        break;
      }
      this.#do(thing);
    }
    // A scenario has at least one step.
    if (this.#count === 0) this.#add(listStep('start', this.#herd.names, true));
    return this.#steps;
  }

  #add(...steps: string[]): void {
    this.#steps.push(...steps);
    this.#count += steps.length;
    for (const step of steps) this.#bytes += encodeText(step).length;
  }

  #leftOut(what: string): void {
    const text = comment(`${what}: left out`);
    this.#steps.push(text);
    this.#bytes += text.length;
  }

  #do(thing: DoneThing): void {
    const herd = this.#herd;
    switch (thing.kind) {
      case 'start':
        this.#servers('start', herd.those(thing.servers, 'down'));
        break;
      case 'stop':
      case 'kill':
        this.#servers(thing.kind, herd.those(thing.servers, 'ready', 'paused'));
        break;
      case 'pause':
        this.#servers('pause', herd.those(thing.servers, 'ready'));
        break;
      case 'resume':
        this.#servers('resume', herd.those(thing.servers, 'paused'));
        break;
      case 'restart':
        this.#servers('stop', herd.those(thing.servers, 'ready', 'paused'));
        this.#servers('start', herd.those(thing.servers, 'down'));
        break;
      case 'cut':
      case 'heal':
        this.#links(thing.kind, herd.links(thing.links));
        break;
      case 'send':
        this.#send(thing);
        break;
    }
  }

  #servers(keyword: 'start' | 'stop' | 'kill' | 'pause' | 'resume', servers: readonly string[]): void {
    if (servers.length === 0) return;
    this.#add(listStep(keyword, servers, servers.length === this.#herd.names.length));
    const becomes = { start: 'ready', resume: 'ready', pause: 'paused', stop: 'down', kill: 'down' } as const;
    this.#herd.become(servers, becomes[keyword]);
    if (keyword === 'resume') this.#add(...this.#sends.resumed(servers));
    if (keyword === 'stop' || keyword === 'kill') this.#sends.ended(servers);
  }

  #links(keyword: 'cut' | 'heal', links: readonly string[]): void {
    if (links.length === 0) return;
    this.#add(listStep(keyword, links, links.length === this.#herd.topology.links.length));
    this.#herd.setCut(links, keyword === 'cut');
  }

  #send(thing: Extract<DoneThing, { kind: 'send' }>): void {
    const state = this.#herd.stateOf(thing.server);
    if (state !== 'ready' && state !== 'paused') {
      this.#leftOut(`a send to ${thing.server}, which was not running`);
    } else if (thing.bytes.length > RECORDING_LIMITS.sendBytes) {
      this.#leftOut(`a send of ${thing.bytes.length} bytes to ${thing.server}, which is too long for a file`);
    } else this.#add(...this.#sends.write(thing));
  }
}
