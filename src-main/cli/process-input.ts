/** The process's stdin as an `Input`: read politely, also by a job in the background of a terminal. */
import process from 'node:process';
import type { Input } from './cli.ts';
import { inForeground } from './terminal-foreground.ts';

/** Milliseconds between two looks whether a job in the background has come to the foreground. */
const LOOK_EVERY_MS = 1_000;

export function processInput(): Input {
  return {
    // A getter each: merely touching process.stdin opens it.
    get terminal() {
      return process.stdin.isTTY === true;
    },
    chunks,
  };
}

async function* chunks(signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const queue: Uint8Array[] = [];
  let wake = (): void => {};
  let ended = false;
  const stdin = process.stdin;
  const onData = (chunk: Uint8Array): void => {
    // One chunk at a time: whoever writes to us faster than we work has to wait.
    stdin.pause();
    queue.push(chunk);
    wake();
  };
  const onEnd = (): void => {
    ended = true;
    wake();
  };
  // A background job that reads its terminal is stopped by the kernel, and its herd would freeze with it. On the
  // way to the background there is always a SIGCONT; on the way back often nothing at all, so look now and then.
  let look: NodeJS.Timeout | undefined;
  const readIfAllowed = (): void => {
    clearTimeout(look);
    if (!stdin.isTTY || inForeground()) {
      stdin.resume();
    } else {
      stdin.pause();
      look = setTimeout(readIfAllowed, LOOK_EVERY_MS).unref();
    }
  };
  stdin.on('data', onData);
  stdin.pause();
  stdin.on('end', onEnd).on('close', onEnd).on('error', onEnd);
  signal.addEventListener('abort', onEnd);
  if (stdin.isTTY) process.on('SIGCONT', readIfAllowed);
  try {
    while (true) {
      const chunk = queue.shift();
      if (chunk !== undefined) yield chunk;
      else if (ended || signal.aborted) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
          readIfAllowed();
        });
      }
    }
  } finally {
    clearTimeout(look);
    process.off('SIGCONT', readIfAllowed);
    signal.removeEventListener('abort', onEnd);
    stdin.off('data', onData).off('end', onEnd).off('close', onEnd);
    stdin.pause();
  }
}
