/**
 * A program to be hosted by tests. Its arguments are its habits: `ignore-term`, `helper` (starts a process of
 * its own that ignores SIGTERM too), `deaf` (never listens), `fail` (prints and exits 3 at once). What it
 * prints first is `up` and its pid. It answers each line it is sent: `pid`, `env NAME`, `args`, `cwd`,
 * `dial NEIGHBOUR TEXT` (what the neighbour answered, or the error's code), `exit N` (prints, then ends).
 */
import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

const habits = process.argv.slice(2);
const { HERD_HOST, HERD_PORT, HERD_NEIGHBOURS = '' } = process.env;
const neighbours = new Map(HERD_NEIGHBOURS.split(',').map((entry) => entry.split('=')));

if (habits.includes('fail')) {
  process.stdout.write('about to fail\n');
  process.stderr.write('failed: no such luck\n');
  process.exit(3);
}
if (habits.includes('ignore-term')) process.on('SIGTERM', () => console.log('not now'));
if (habits.includes('helper')) {
  const idle =
    'process.on("SIGTERM", () => {}); setInterval(() => {}, 1e6); console.log("helper", process.pid)';
  spawn(process.execPath, ['-e', idle], { stdio: 'inherit' });
}
console.log('up', process.pid);

/** Sends one line to a neighbour and resolves with all that comes back. */
function dial(neighbour, text) {
  const [host, port] = (neighbours.get(neighbour) ?? '').split(':');
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ host, port: Number(port), allowHalfOpen: true });
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.once('end', () => resolve(answer.trim()));
    socket.once('error', (error) => resolve(error.code));
    socket.end(`${text}\n`);
  });
}

async function answer(line) {
  const [word, name, text] = line.split(' ');
  if (word === 'pid') return String(process.pid);
  if (word === 'env') return process.env[name] ?? '';
  if (word === 'args') return JSON.stringify(habits);
  if (word === 'cwd') return process.cwd();
  if (word === 'dial') return dial(name, text);
  return `echo ${line}`;
}

const server = createServer({ allowHalfOpen: true }, async (socket) => {
  socket.on('error', () => {});
  for await (const line of createInterface({ input: socket })) {
    if (line.startsWith('exit ')) {
      process.stderr.write('asked to exit\n', () => process.exit(Number(line.slice(5))));
      return;
    }
    socket.write(`${await answer(line)}\n`);
  }
  socket.end();
});

if (habits.includes('deaf')) setInterval(() => {}, 1e6);
else server.listen({ host: HERD_HOST, port: Number(HERD_PORT) });
