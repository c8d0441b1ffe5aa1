/**
 * What a submission may use. More of what all its processes use together is named in its report and stopped; a single
 * process that wants more for itself is refused it by the system, and nothing is said of that.
 */
export const GRADING_LIMITS = {
  /** Of each process: memory that it can write to, in KiB. */
  dataKib: 2 * 1024 * 1024,
  /** Of each file that it writes, in units of 512 bytes, as `ulimit -f` counts. */
  fileBlocks: (64 * 1024 * 1024) / 512,
  /** Open files of each process. */
  openFiles: 1_024,
  /** Of all its processes together. */
  processes: 100,
  memoryBytes: 2 * 1024 * 1024 * 1024,
  /** What it prints, all servers together. */
  outputBytes: 64 * 1024 * 1024,
  /** Of its folder, what it was handed in with included. */
  diskBytes: 256 * 1024 * 1024,
  /** Folders, links and pipes count as files do. */
  files: 20_000,
  /** Seconds, for a machine without other work: one check, without what has a deadline of its own, and everything. */
  check: 60,
  submission: 900,
} as const;
