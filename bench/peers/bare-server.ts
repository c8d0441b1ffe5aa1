/**
 * The limit: the least that any line server in Node does. It splits what it
 * reads at LFs and answers each line with as many bytes as an AT line has, in
 * one write a read. It understands nothing. A program of its own.
 *
 * Usage: node bench-bare-server.js HOST PORT
 */
import { createServer } from 'node:net';

const LF = 10;
const REPLY =
  'AT Alford +273512345.123456789 kiwi123456.cs.ucla.edu +34.068930-118.445127 1479413884.392014450\n';

/** Replies to 0, 1, 2, … lines, made as they are first needed. */
const replies: Buffer[] = [Buffer.alloc(0)];

function repliesTo(lines: number): Buffer {
  for (let n = replies.length; n <= lines; n += 1) replies.push(Buffer.from(REPLY.repeat(n)));
  return replies[lines]!;
}

function countLines(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, at + 1)) lines += 1;
  return lines;
}

const [host = '127.0.0.1', port = '0'] = process.argv.slice(2);
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', (chunk: Buffer) => {
    const lines = countLines(chunk);
    if (lines > 0) socket.write(repliesTo(lines));
  });
  socket.on('error', () => socket.destroy());
});
server.listen({ host, port: Number(port), backlog: 4096 });
