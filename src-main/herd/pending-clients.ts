/**
 * Which clients a link still owes its neighbour. Only that they are owed is remembered, never what: the line is
 * made when the link can take it, from what the server knows then. So an update that waits is replaced by a newer
 * one of the same client, and the memory is bounded by the number of clients however long a neighbour is slow.
 */
export class PendingClients {
  /** One bit a client: owed or not. */
  #bits = new Uint32Array(32);
  /** Owed clients in the order they came to be, as a ring. May name clients that are no longer owed. */
  #queue = new Int32Array(64);
  #head = 0;
  #queued = 0;
  /** Where the walk over all bits stands, for what is owed but not queued; equal to #sweepEnd when there is none. */
  #sweep = 0;
  #sweepEnd = 0;
  #size = 0;

  /** How many clients are owed. */
  get size(): number {
    return this.#size;
  }

  has(client: number): boolean {
    return ((this.#bits[client >>> 5] ?? 0) & (1 << (client & 31))) !== 0;
  }

  add(client: number): void {
    const word = client >>> 5;
    if (word >= this.#bits.length) this.#growBits(word);
    const bit = 1 << (client & 31);
    if (((this.#bits[word] as number) & bit) !== 0) return;
    (this.#bits[word] as number) |= bit;
    this.#size++;
    this.#enqueue(client);
  }

  /** The neighbour has turned out to know it. */
  remove(client: number): void {
    if (!this.has(client)) return;
    (this.#bits[client >>> 5] as number) &= ~(1 << (client & 31));
    this.#size--;
    if (this.#size === 0) this.#forgetOrder();
  }

  /** All clients 0..count-1 are owed: what a link begins with. */
  addAll(count: number): void {
    this.clear();
    if (count === 0) return;
    const last = (count - 1) >>> 5;
    if (last >= this.#bits.length) this.#growBits(last);
    this.#bits.fill(0xffffffff, 0, last);
    const rest = count - last * 32;
    this.#bits[last] = rest === 32 ? 0xffffffff : (1 << rest) - 1;
    this.#size = count;
    this.#sweepEnd = count;
  }

  clear(): void {
    this.#bits.fill(0);
    this.#size = 0;
    this.#forgetOrder();
  }

  /** Takes the next owed client out, or -1. Fresh updates come before the walk over all that is known. */
  take(): number {
    while (this.#queued > 0) {
      const client = this.#queue[this.#head] as number;
      this.#head = (this.#head + 1) & (this.#queue.length - 1);
      this.#queued--;
      if (this.has(client)) {
        this.remove(client);
        return client;
      }
    }
    while (this.#sweep < this.#sweepEnd) {
      const word = this.#bits[this.#sweep >>> 5] as number;
      const left = word >>> (this.#sweep & 31);
      if (left === 0) {
        this.#sweep = (this.#sweep | 31) + 1;
        continue;
      }
      const client = this.#sweep + (31 - Math.clz32(left & -left));
      this.#sweep = client + 1;
      this.remove(client);
      return client;
    }
    return -1;
  }

  #enqueue(client: number): void {
    if (this.#queued === this.#queue.length) {
      // Removed clients leave stale entries: rather than let them grow without end, walk over the bits instead.
      if (this.#queued > this.#bits.length * 32) {
        this.#forgetOrder();
        this.#sweepEnd = this.#bits.length * 32;
        return;
      }
      const larger = new Int32Array(this.#queue.length * 2);
      for (let i = 0; i < this.#queued; i++) {
        larger[i] = this.#queue[(this.#head + i) & (this.#queue.length - 1)] as number;
      }
      this.#queue = larger;
      this.#head = 0;
    }
    this.#queue[(this.#head + this.#queued) & (this.#queue.length - 1)] = client;
    this.#queued++;
  }

  #forgetOrder(): void {
    this.#head = this.#queued = this.#sweep = this.#sweepEnd = 0;
  }

  #growBits(word: number): void {
    const larger = new Uint32Array(Math.max(this.#bits.length * 2, word + 1));
    larger.set(this.#bits);
    this.#bits = larger;
  }
}
