/**
 * A server in the 2016 report's design, as a program of its own: a new connection for each flooded message,
 * nothing told to a neighbour that comes back. Arguments: name, port, NAME=HOST:PORT,... of its neighbours;
 * then perhaps a word: then it ends with an error when a client says “crash”.
 */
import { connect, createServer } from 'node:net';

const [name, port, neighbours = '', fault] = process.argv.slice(2);
const peers = neighbours
  .split(',')
  .filter(Boolean)
  .map((peer) => {
    const [, host, peerPort] = /=(.*):(\d+)$/.exec(peer);
    return { host, port: Number(peerPort) };
  });
const known = new Map();
const FIELDS = { AT: 6, IAMAT: 4, WHATSAT: 4 };
const PLACES = JSON.stringify({ html_attributions: [], results: [], status: 'ZERO_RESULTS' });

function learn(line) {
  const [, , , client, , time] = line.split(' ');
  const old = known.get(client)?.split(' ')[5];
  if (old !== undefined && Number(old) >= Number(time)) return;
  known.set(client, line);
  for (const peer of peers)
    connect(peer)
      .on('error', () => {})
      .end(`${line}\n`);
}

function answer(line) {
  const words = line.trim().split(/\s+/);
  if (fault && words[0] === 'crash') throw new Error('told to crash');
  if (words.length !== FIELDS[words[0]]) return `? ${line}\n`;
  if (words[0] === 'AT') {
    learn(words.join(' '));
    return '';
  }
  if (words[0] === 'IAMAT') {
    const [, client, location, time] = words;
    const diff = Date.now() / 1000 - Number(time);
    const at = `AT ${name} ${diff < 0 ? '' : '+'}${diff.toFixed(9)} ${client} ${location} ${time}`;
    learn(at);
    return `${at}\n`;
  }
  return known.has(words[1]) ? `${known.get(words[1])}\n${PLACES}\n\n` : `? ${line}\n`;
}

createServer((socket) => {
  let rest = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    rest += chunk;
    const lines = rest.split('\n');
    rest = lines.pop();
    for (const line of lines) socket.write(answer(line));
  });
}).listen(Number(port), '127.0.0.1');
