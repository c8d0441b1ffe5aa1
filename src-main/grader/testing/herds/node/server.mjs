// The proxy herd on Node.js: node server.mjs NAME
import { appendFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';

const PORTS = { Alford: 12500, Ball: 12501, Hamilton: 12502, Holiday: 12503, Welsh: 12504 };
const NEIGHBORS = {
  Alford: ['Hamilton', 'Welsh'],
  Ball: ['Holiday', 'Welsh'],
  Hamilton: ['Alford', 'Holiday'],
  Holiday: ['Ball', 'Hamilton'],
  Welsh: ['Alford', 'Ball'],
};
const PLACES = process.env.HERD_PLACES_URL ?? 'https://maps.googleapis.com';

const name = process.argv[2];
if (PORTS[name] === undefined) {
  console.error(`usage: node server.mjs ${Object.keys(PORTS).join('|')}`);
  process.exit(1);
}

// Text is bytes here, one character each, so that whatever a client sends comes back as it was.
const bytes = (text) => Buffer.from(text, 'latin1');
const log = (text) =>
  appendFileSync(
    `${name}.log`,
    Buffer.concat([bytes(`${new Date().toISOString()} ${text}`.trimEnd()), bytes('\n')]),
  );

const updates = new Map();

/** Nanoseconds and beyond: [whole seconds, digits after the point]. */
function isNewer(a, b) {
  const [wholeA, fractionA = ''] = a.split('.');
  const [wholeB, fractionB = ''] = b.split('.');
  const digits = Math.max(fractionA.length, fractionB.length);
  return BigInt(wholeA + fractionA.padEnd(digits, '0')) > BigInt(wholeB + fractionB.padEnd(digits, '0'));
}

const isNumber = (text) => /^[0-9]+(\.[0-9]+)?$/.test(text);

function coordinates(location) {
  const match = /^([-+][0-9]+(?:\.[0-9]+)?)([-+][0-9]+(?:\.[0-9]+)?)$/.exec(location);
  if (match === null) return undefined;
  const [, latitude, longitude] = match;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
    ? [Number(latitude), Number(longitude)]
    : undefined;
}

function skew(stamp) {
  const [seconds, fraction = ''] = stamp.split('.');
  const now = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e6));
  const difference = now - BigInt(seconds + fraction.slice(0, 9).padEnd(9, '0'));
  const size = difference < 0n ? -difference : difference;
  return `${difference < 0n ? '-' : '+'}${size / 1_000_000_000n}.${String(size % 1_000_000_000n).padStart(9, '0')}`;
}

class Link {
  constructor(neighbor) {
    this.neighbor = neighbor;
    this.owed = new Map();
    this.dial();
  }

  dial() {
    this.up = false;
    this.socket = connect(PORTS[this.neighbor], '127.0.0.1');
    this.socket.on('connect', () => {
      log(`connected to ${this.neighbor}`);
      this.up = true;
      this.flush();
    });
    this.socket.on('error', (error) => log(`${this.neighbor}: ${error.message}`));
    this.socket.on('close', () => {
      if (this.up) log(`disconnected from ${this.neighbor}`);
      this.up = false;
      setTimeout(() => this.dial(), 250);
    });
    this.socket.resume();
  }

  send(client, line) {
    this.owed.set(client, line);
    this.flush();
  }

  flush() {
    if (!this.up) return;
    for (const line of this.owed.values()) {
      this.socket.write(bytes(`${line}\n`));
      log(`to ${this.neighbor}: ${line}`);
    }
    this.owed.clear();
  }
}

function learn(fields, seen) {
  const [, , , client, , stamp] = fields;
  const old = updates.get(client);
  if (old !== undefined && !isNewer(stamp, old[5])) return;
  updates.set(client, fields);
  for (const link of links) {
    if (!seen.includes(link.neighbor)) link.send(client, [...fields, name].join(' '));
  }
}

async function nearby([latitude, longitude], metres) {
  const url = `${PLACES}/maps/api/place/nearbysearch/json?location=${latitude},${longitude}&radius=${metres}&key=KEY`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    const body = await response.json();
    if (!Array.isArray(body.results)) throw new Error('no results in it');
    return body;
  } catch (error) {
    log(`places failed: ${error.message}`);
    return { html_attributions: [], results: [], status: 'UNKNOWN_ERROR' };
  }
}

async function answer(line) {
  const fields = line.split(/[ \t\r\v\f]+/).filter((field) => field !== '');
  const [command, ...args] = fields;
  if (command === 'IAMAT' && args.length === 3) {
    const [client, location, stamp] = args;
    if (coordinates(location) && isNumber(stamp)) {
      const record = ['AT', name, skew(stamp), client, location, stamp];
      learn(record, []);
      return `${record.join(' ')}\n`;
    }
  }
  if (command === 'AT' && args.length >= 5 && coordinates(args[3]) && isNumber(args[4])) {
    learn(fields.slice(0, 6), fields.slice(6));
    return '';
  }
  if (command === 'WHATSAT' && args.length === 3) {
    const [client, radius, bound] = args;
    const record = updates.get(client);
    if (record && isNumber(radius) && Number(radius) <= 50 && /^[0-9]+$/.test(bound) && Number(bound) <= 20) {
      const body = await nearby(coordinates(record[4]), Math.round(Number(radius) * 1000));
      body.results = body.results.slice(0, Number(bound));
      const json = Buffer.from(JSON.stringify(body, null, 2), 'utf8').toString('latin1');
      return `${record.join(' ')}\n${json}\n\n`;
    }
  }
  return `? ${line}\n`;
}

const server = createServer({ allowHalfOpen: true }, (socket) => {
  const peer = `${socket.remoteAddress}:${socket.remotePort}`;
  let rest = '';
  let last = Promise.resolve();
  const take = (raw) => {
    const line = raw.replace(/\r$/, '');
    if (line.trim() === '') return;
    last = last.then(async () => {
      log(`from ${peer}: ${line}`);
      const reply = await answer(line);
      if (reply === '') return;
      socket.write(bytes(reply));
      log(`to ${peer}: ${reply}`);
    });
  };
  log(`${peer} connected`);
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    lines.forEach(take);
  });
  socket.on('end', () => {
    take(rest);
    last = last.then(() => socket.end());
  });
  socket.on('error', (error) => log(`${peer}: ${error.message}`));
  socket.on('close', () => log(`${peer} disconnected`));
});

const links = NEIGHBORS[name].map((neighbor) => new Link(neighbor));
server.listen(PORTS[name], '127.0.0.1');
