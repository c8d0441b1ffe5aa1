/**
 * Which way AT lines come: the neighbour that sends them and the servers they have passed, as the names appended
 * to them say, or else the server that heard the client. One belongs to each connection; names mostly repeat, so they are looked up when they change.
 */
import { compareBytes, decodeText, viewOf } from '../../src-shared/protocol/bytes.ts';
import { type LineScan, UPDATE } from '../../src-shared/protocol/line-scan.ts';
import { splitFields } from '../../src-shared/protocol/message.ts';
import type { Link } from './link.ts';

const NONE = viewOf(new Uint8Array(0));

export class Passage {
  /** Our link to the neighbour that sends them: its own, or that of the last name. Undefined when nobody says. */
  sender: Link | undefined;
  /** Our links to all neighbours that have passed them on, and so know what they say. */
  passed: readonly Link[];
  /** Whether an AT line ended by LF has come. */
  sawLine = false;
  readonly #own: readonly Link[];
  /** The last line's names, or its origin where it had none: `#named` says which. */
  #names: DataView = NONE;
  #named = false;
  #passedByName: readonly Link[];
  /** Links that were lost since this connection began. */
  readonly #lost = new Set<Link>();

  /** @param link given when it is the link's own connection, so that its neighbour is known without a name */
  constructor(link?: Link) {
    this.#own = link === undefined ? [] : [link];
    this.sender = link;
    this.passed = this.#passedByName = this.#own;
  }

  /** Reads the names at the end of a scanned AT line. Returns whether the sender is another than the last line's. */
  read(bytes: Uint8Array, scan: LineScan, links: ReadonlyMap<string, Link>): boolean {
    const named = scan.extrasStart < scan.extrasEnd;
    // Where nobody appends a name there is still the server that heard the client: it knows its own update.
    const start = named ? scan.extrasStart : (scan.starts[UPDATE.origin] as number);
    const end = named ? scan.extrasEnd : (scan.ends[UPDATE.origin] as number);
    if (
      named === this.#named &&
      compareBytes(scan.view, start, end, this.#names, 0, this.#names.byteLength) === 0
    ) {
      return false;
    }
    this.#named = named;
    const appended = bytes.slice(start, end);
    this.#names = viewOf(appended);
    const names = splitFields(decodeText(appended));
    const passed = new Set(this.#own);
    for (const name of names) {
      const link = links.get(name);
      if (link !== undefined) passed.add(link);
    }
    this.#passedByName = [...passed];
    this.#trust();
    const last = this.sender;
    // A last name that is no neighbour's says that another sends them, though neighbours may have passed them.
    this.sender = this.#own[0] ?? (named ? links.get(names.at(-1) ?? '') : undefined);
    return this.sender !== last;
  }

  /**
   * The link is lost, and its neighbour perhaps restarted. What still comes by this connection may be from before,
   * and the neighbour may have forgotten it: from now on it is no proof that the neighbour knows.
   */
  lost(link: Link): void {
    this.#lost.add(link);
    this.#trust();
  }

  /** A link has come or gone: whom the names mean is looked up anew with the next line. */
  linksChanged(): void {
    this.#names = NONE;
    this.#named = false;
  }

  #trust(): void {
    this.passed = this.#passedByName.filter((link) => !this.#lost.has(link));
  }
}
