/**
 * A server that answers with what could do harm, if anything took it for more than text. Its argument is an address
 * that nobody may fetch.
 */
import { createServer } from 'node:net';

const trap = process.argv[2] ?? '';
const MARKUP = `<img src="${trap}/img" onerror="window.ran=1"><script src="${trap}/js">window.ran=1</script>`;
const ANSI = '\x1b[31mred\x1b[0m\x1b]0;title\x07\x1b]8;;javascript:window.ran=1\x07link\x1b]8;;\x07';
const TURNED = '\u202egnp.\u2066exe\u2069\u202c';
const LINK = `javascript:window.ran=1 [x](javascript:window.ran=1) ${trap}/link url(${trap}/css)`;
const ALL = [MARKUP, ANSI, TURNED, `nul\0nul`, LINK];

const place = {
  name: `${MARKUP}${TURNED}`,
  vicinity: `${ANSI}${LINK}`,
  place_id: MARKUP,
  icon: `${trap}/icon.png`,
  types: [MARKUP, 'javascript:window.ran=1', '__proto__'],
  geometry: { location: { lat: 34.07, lng: -118.44 } },
};
const json = JSON.stringify({ status: MARKUP, results: [place, { ...place, name: 'z'.repeat(10_000) }] });

for (const text of ALL) {
  process.stdout.write(`${text}\n`);
  process.stderr.write(`${text}\n`);
}
process.stdout.write(`${'M'.repeat(1_000_000)}\n`);

createServer((socket) => {
  socket.setEncoding('utf8');
  socket.on('error', () => undefined);
  let rest = '';
  socket.on('data', (data) => {
    const lines = (rest + data).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) socket.write(answer(line));
  });
}).listen(Number(process.env.HERD_PORT), process.env.HERD_HOST);

function answer(line) {
  const [verb, client = ''] = line.split(' ');
  const at = `AT ${MARKUP.replaceAll(' ', '/')} +0.1 ${client}<b>${TURNED} +34.07-118.44 1700000000.5\n`;
  if (verb === 'IAMAT') return at;
  if (verb === 'WHATSAT') return `${at}${json}\n\n`;
  if (line === 'megabyte') return `${MARKUP}${'x'.repeat(1_000_000)}\n`;
  if (line === 'die') {
    process.stderr.write(`${ALL.join(' ')}\n`);
    process.exitCode = 1;
    setImmediate(() => process.exit());
    return '';
  }
  return `${ALL.join(' ')}\n`;
}
