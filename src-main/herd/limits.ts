/** Every bound of a server: what a hostile or slow peer can make it spend, and how long it waits. */
export const LIMITS = {
  /** Connections that wait to be accepted. A small backlog is how a burst gets lost silently. */
  listenBacklog: 4096,
  /** Connections at a time; a further one is closed at once. */
  connections: 10_000,
  /** Bytes taken from one connection at a time. */
  readBytes: 64 * 1024,
  /** Answers to one read that are this long wait for the turn's end, so that all who wait are woken once. */
  gatherBytes: 1024,
  /** Bytes of answers that wait for one client; then no more of its lines are read until it has taken them. */
  replyBytes: 256 * 1024,
  /** Answers of one client that wait for Places; then no more of its lines are read. */
  pendingAsks: 32,
  /** Bytes that wait in one link's socket; what comes after that waits as "this client's newest", not as bytes. */
  linkBytes: 256 * 1024,
  /** A link that has written so many lines in so short a time gathers the next until that time is over. */
  linkLinesAtOnce: 8,
  linkGatherMs: 1,
  /** Bytes of one write on a link. */
  linkBatchBytes: 64 * 1024,
  /**
   * Bytes of the records of known clients. A report of a new client beyond it is refused with `? `, a peer's update
   * is left out; known clients' updates of other lengths may use an eighth more.
   */
  storeBytes: 2 * 1024 * 1024 * 1024,
  /** First wait before a neighbour is dialled again; it doubles up to the last, with jitter. */
  redialFirstMs: 50,
  redialLastMs: 2_000,
  dialTimeoutMs: 5_000,
  /** A link that has been up for so long is a good one: when it breaks, the waits begin anew. */
  linkSteadyMs: 1_000,
  /** A link whose neighbour takes nothing for so long is dialled anew. */
  linkStallMs: 30_000,
  /** Idle connections are probed after this, so that a vanished machine is noticed. */
  keepAliveMs: 15_000,
  /** How long a polite stop waits for clients and neighbours before it resets them. */
  stopMs: 2_000,
  /** A server log's file is rotated at this size; `logFiles` old ones are kept. */
  logFileBytes: 64 * 1024 * 1024,
  logFiles: 3,
  /** Log lines are written when they are this many bytes, and at the latest after `logFlushMs`. */
  logBatchBytes: 256 * 1024,
  logFlushMs: 250,
} as const;
