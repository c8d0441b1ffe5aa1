/**
 * Who must know what, computed from the history of a run: which servers were up and which links whole when
 * a client reported, and at every change since. An expectation is never written down by hand.
 *
 * For each update two sets are kept. `holders` know it (or a newer one) for certain: the server that answered the report,
 * and those that were seen to know it. Everyone they reach now MUST come to know it. `may` is everyone that
 * could have heard it at any time since and has not lost its memory. Between the two nothing is claimed:
 * a server that is killed right after it answered may or may not have passed the update on.
 */
import { compareBytes, encodeText, viewOf } from '../protocol/bytes.ts';
import { compareTimestamps } from '../protocol/index.ts';
import { reachableFrom } from './reachability.ts';
import { type LinkId, linkId, type Topology } from './topology.ts';

/** What tells one update of a client from another. */
export interface UpdateFields {
  readonly client: string;
  readonly location: string;
  readonly timestamp: string;
  readonly origin: string;
}

export interface KnownUpdate extends UpdateFields {
  /** The AT line as it is stored, without LF; several when it can't be told which report was the first to arrive. */
  readonly lines: Set<string>;
  readonly holders: Set<string>;
  readonly may: Set<string>;
  /** Who is owed the update when nobody has to catch up; undefined: everyone who can be reached. */
  audience: ReadonlySet<string> | undefined;
}

/** The state of a herd that decides who hears whom. */
export interface HerdShape {
  readonly ready: ReadonlySet<string>;
  /** Up, but neither reading nor writing: what is sent to them waits. */
  readonly paused: ReadonlySet<string>;
  readonly cut: ReadonlySet<LinkId>;
}

/** Whether a healed partition and a restarted server are told what they missed. */
export type CatchUp = 'required' | 'allowed';

const NOTHING: HerdShape = { ready: new Set(), paused: new Set(), cut: new Set() };

/** Order of one client's updates: by timestamp, then by (origin, location), as the protocol decides. */
export function compareUpdates(a: UpdateFields, b: UpdateFields): number {
  return (
    compareTimestamps(a.timestamp, b.timestamp) ||
    compareTexts(a.origin, b.origin) ||
    compareTexts(a.location, b.location)
  );
}

/** By their bytes, as the servers compare them: a string's own order is that of UTF-16. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [viewOf(encodeText(a)), viewOf(encodeText(b))];
  return Math.sign(compareBytes(x, 0, x.byteLength, y, 0, y.byteLength));
}

export class Knowledge {
  readonly #topology: Topology;
  readonly #catchUp: CatchUp;
  readonly #updates = new Map<string, KnownUpdate[]>();
  #shape = NOTHING;

  constructor(topology: Topology, catchUp: CatchUp = 'required') {
    this.#topology = topology;
    this.#catchUp = catchUp;
  }

  get ready(): string[] {
    return this.#topology.servers.map(({ name }) => name).filter((name) => this.#shape.ready.has(name));
  }

  /** The herd has changed: who is down has forgotten, who is together again hears. */
  changeTo(shape: HerdShape): void {
    this.#shape = shape;
    for (const update of [...this.#updates.values()].flat()) {
      for (const name of [...update.may, ...update.holders]) {
        if (shape.ready.has(name) || shape.paused.has(name)) continue;
        update.may.delete(name);
        update.holders.delete(name);
      }
      this.#spread(update);
      const { audience } = update;
      if (!audience) continue;
      const reached = this.#reachedFrom(update.holders);
      update.audience = new Set([...audience].filter((name) => reached.has(name)));
    }
  }

  /** `server` was sent a report or an AT line. It may have heard it from now on. */
  sent(server: string, fields: UpdateFields): KnownUpdate {
    const updates = this.#updates.get(fields.client) ?? [];
    this.#updates.set(fields.client, updates);
    let update = updates.find((known) => compareUpdates(known, fields) === 0);
    if (!update) {
      const { client, location, timestamp, origin } = fields;
      const audience = this.#catchUp === 'required' ? undefined : this.#reachedFrom(new Set([server]));
      const sets = { lines: new Set<string>(), holders: new Set<string>(), may: new Set<string>() };
      update = { client, location, timestamp, origin, ...sets, audience };
      updates.push(update);
      updates.sort(compareUpdates);
    }
    if (this.#holdsNewer(server, update)) return update;
    update.may.add(server);
    this.#spread(update);
    return update;
  }

  /** `server` has answered the report with this AT line: now it has it, or a newer one. */
  answered(server: string, update: KnownUpdate, line: string): void {
    if (this.#holdsNewer(server, update)) return;
    // A repeated report is answered with a diff of its own, but what is stored stays the first.
    if (!update.holders.has(server)) update.lines.add(line);
    update.holders.add(server);
  }

  /** `server` was seen to know the update, so nothing can make it forget but its end. */
  seen(server: string, update: KnownUpdate): void {
    update.holders.add(server);
    update.may.add(server);
    this.#spread(update);
  }

  /** A client's updates, oldest first. */
  updatesOf(client: string): readonly KnownUpdate[] {
    return this.#updates.get(client) ?? [];
  }

  newest(client: string): KnownUpdate | undefined {
    return this.updatesOf(client).at(-1);
  }

  /** The servers that must come to know the update or a newer one. In the topology's order; paused ones are left out. */
  mustKnow(update: KnownUpdate): string[] {
    const reached = this.#reachedFrom(update.holders);
    return this.ready.filter((name) => reached.has(name) && (update.audience?.has(name) ?? true));
  }

  /** The servers that can be asked and can't have heard of it. */
  cannotKnow(update: KnownUpdate): string[] {
    return this.ready.filter((name) => !update.may.has(name));
  }

  /** The oldest update that `server` may still answer with; undefined: it may know nothing of the client. */
  least(server: string, client: string): KnownUpdate | undefined {
    return this.updatesOf(client).findLast((update) => this.mustKnow(update).includes(server));
  }

  #holdsNewer(server: string, update: KnownUpdate): boolean {
    return this.updatesOf(update.client).some(
      (other) => compareUpdates(other, update) > 0 && other.holders.has(server),
    );
  }

  #reachedFrom(servers: ReadonlySet<string>): Set<string> {
    const down = new Set(this.#topology.servers.map(({ name }) => name));
    for (const name of this.#shape.ready) down.delete(name);
    const from = [...servers].filter((name) => !down.has(name));
    return new Set(
      from.flatMap((name) => [...reachableFrom(this.#topology, name, { down, cut: this.#shape.cut })]),
    );
  }

  /** A paused server is sent what its neighbours know, but passes nothing on before it is resumed. */
  #spread(update: KnownUpdate): void {
    for (const name of this.#reachedFrom(update.may)) update.may.add(name);
    for (const link of this.#topology.links) {
      const { a, b } = link;
      if (this.#shape.cut.has(linkId(link))) continue;
      if (this.#shape.ready.has(a) && update.may.has(a) && this.#shape.paused.has(b)) update.may.add(b);
      if (this.#shape.ready.has(b) && update.may.has(b) && this.#shape.paused.has(a)) update.may.add(a);
    }
  }
}
