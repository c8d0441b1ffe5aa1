/** Faults in how connections are served, in logs, and in how a server ends. */
import type { WrongHerd } from '../herd-source.ts';

const BASE = { base: 'line-loop' };
const READ =
  '                line = await reader.readline()\n                if not line:\n                    break\n';

export const WRONG_CONNECTIONS: readonly WrongHerd[] = [
  {
    ...BASE,
    id: 'closes-after-one',
    edits: [
      {
        find: '                    await writer.drain()\n        except',
        replace: '                    await writer.drain()\n                break\n        except',
      },
    ],
    fault: 'Closes the connection after its first command',
    caughtBy: 'framing.several',
  },
  {
    ...BASE,
    id: 'one-read-one-line',
    edits: [{ find: READ, replace: READ.replace('reader.readline()', 'reader.read(65536)') }],
    fault: 'Whatever comes in one piece is taken for one line',
    caughtBy: 'framing.joined',
  },
  {
    base: 'kept-links',
    id: 'second-of-a-piece-lost',
    edits: [{ find: '        for line in lines:\n', replace: '        for line in lines[:1]:\n' }],
    fault: 'Of two commands that come in one piece the second is lost',
    caughtBy: 'framing.joined',
  },
  {
    ...BASE,
    id: 'answers-out-of-order',
    edits: [
      {
        find: '        try:\n            while True:\n',
        replace: '        answers = []\n        try:\n            while True:\n',
      },
      {
        find: '                if not line:\n',
        replace: '                if not line:\n                    await asyncio.gather(*answers)\n',
      },
      {
        find: "                reply = await self.respond(line)\n                if reply:\n                    writer.write(reply)\n                    logging.info('sent to %s: %s', peer, reply.decode('utf-8', 'surrogateescape'))\n                    await writer.drain()\n",
        replace:
          "                async def answer(line=line):\n                    reply = await self.respond(line)\n                    writer.write(reply)\n                    logging.info('sent to %s: %s', peer, reply.decode('utf-8', 'surrogateescape'))\n                answers.append(asyncio.ensure_future(answer()))\n",
      },
    ],
    fault: 'Each line is answered when it can be, whatever came before it',
    caughtBy: 'framing.order',
  },
  {
    base: 'kept-links',
    id: 'rest-of-a-piece-lost',
    edits: [
      {
        find: "        *lines, self.buffer = (self.buffer + data).split(b'\\n')\n",
        replace: "        *lines, self.buffer = data.split(b'\\n')\n",
      },
    ],
    fault: 'A line that comes in two pieces loses its first',
    caughtBy: 'framing.split',
  },
  {
    base: 'kept-links',
    id: 'last-line-lost',
    edits: [
      {
        find: '        if self.buffer:\n            self.lines.put_nowait(self.buffer)\n',
        replace: '',
      },
    ],
    fault: 'A last line without a newline is not answered',
    caughtBy: 'framing.no-lf',
  },
  {
    base: 'kept-links',
    id: 'half-close-closes',
    edits: [
      {
        find: '        self.lines.put_nowait(None)\n        return True\n',
        replace: '        return False\n',
      },
    ],
    fault: 'A client that half-closes gets no answer of WHATSAT',
    caughtBy: 'framing.half-close',
  },
  {
    base: 'node',
    id: 'half-close-closes-node',
    edits: [{ find: '{ allowHalfOpen: true }', replace: '{ allowHalfOpen: false }' }],
    fault: 'Node’s default: the end of the client’s side ends the connection before WHATSAT is answered',
    caughtBy: 'framing.half-close',
  },
  {
    base: 'threads',
    id: 'one-client-at-a-time',
    edits: [
      {
        find: 'class Server(socketserver.ThreadingTCPServer):',
        replace: 'class Server(socketserver.TCPServer):',
      },
    ],
    fault: 'A client that is connected and silent keeps all others waiting',
    caughtBy: 'conc.clients',
  },
  {
    base: 'threads',
    id: 'slow-reader-blocks',
    edits: [
      {
        find: "                    self.wfile.write(reply.encode('utf-8', 'surrogateescape'))\n",
        replace:
          "                    with lock:\n                        self.wfile.write(reply.encode('utf-8', 'surrogateescape'))\n",
      },
    ],
    fault: 'A client that doesn’t read its answers keeps all others waiting',
    caughtBy: 'conc.slow-reader',
  },
  {
    base: 'threads',
    id: 'slow-reader-blocks-later',
    edits: [
      {
        find: "                    self.wfile.write(reply.encode('utf-8', 'surrogateescape'))\n",
        replace:
          "                    time.sleep(0.002 if len(line) > 4000 else 0)\n                    with lock:\n                        self.wfile.write(reply.encode('utf-8', 'surrogateescape'))\n",
      },
    ],
    fault: 'The same, but it takes a while with each line until no more answers can be sent',
    caughtBy: 'conc.slow-reader',
  },
  {
    ...BASE,
    id: 'dies-of-rubbish',
    edits: [
      {
        find: "        fields = [field.decode('utf-8', 'surrogateescape') for field in line.split()]\n",
        replace:
          '        try:\n            fields = [field.decode() for field in line.split()]\n        except UnicodeDecodeError:\n            import os\n            os._exit(1)\n',
      },
    ],
    fault: 'Bytes that are not UTF-8 kill the server',
    caughtBy: 'hostile.garbage',
  },
  {
    ...BASE,
    id: 'dies-of-reset',
    edits: [
      {
        find: "            logging.info('lost %s: %r', peer, error)\n",
        replace: "            logging.info('lost %s: %r', peer, error)\n            sys.exit(1)\n",
      },
    ],
    fault: 'A client that resets its connection kills the server',
    caughtBy: 'hostile.reset',
  },
  {
    ...BASE,
    id: 'no-log',
    edits: [
      {
        find: "filename=f'{name}.log', level=logging.INFO",
        replace: 'stream=sys.stderr, level=logging.CRITICAL',
      },
    ],
    fault: 'There is no log',
    caughtBy: 'log.lines',
  },
  {
    ...BASE,
    id: 'log-without-connections',
    edits: [
      { find: "            logging.info('dropped connection from %s', peer)\n", replace: '' },
      { find: "        logging.info('new connection from %s', peer)\n", replace: '' },
      { find: "            logging.info('new connection to %s', neighbor)\n", replace: '' },
      { find: "            logging.info('dropped connection to %s', neighbor)\n", replace: '' },
    ],
    fault: 'The log doesn’t tell of new and dropped connections',
    caughtBy: 'log.connections',
  },
  {
    ...BASE,
    id: 'log-without-answers',
    edits: [
      {
        find: "                    logging.info('sent to %s: %s', peer, reply.decode('utf-8', 'surrogateescape'))\n",
        replace: '',
      },
    ],
    fault: 'The log doesn’t tell what was answered',
    caughtBy: 'log.lines',
  },
  {
    ...BASE,
    id: 'log-without-losses',
    edits: [
      {
        find: "            logging.info('cannot reach %s: %s', neighbor, error)\n",
        replace: '            pass\n',
      },
    ],
    fault: 'The log doesn’t tell that a neighbour can’t be reached',
    caughtBy: 'log.peers',
  },
  {
    ...BASE,
    id: 'log-without-dropped-connections',
    edits: [
      {
        find: "        logging.info('new connection from %s', peer)\n",
        replace:
          "        for step in ('new connection from', 'reading from', 'serving'):\n            logging.info('%s %s', step, peer)\n",
      },
      { find: "            logging.info('dropped connection from %s', peer)\n", replace: '' },
    ],
    fault: 'The log has three lines for each new connection and none for a dropped one',
    caughtBy: 'log.connections',
  },
  {
    ...BASE,
    id: 'log-of-floods-for-losses',
    edits: [
      {
        find: "            logging.info('cannot reach %s: %s', neighbor, error)\n",
        replace: '            pass\n',
      },
      {
        find: '                task = asyncio.create_task(self.send(neighbor, message))',
        replace:
          "                logging.info('flooding to %s', neighbor)\n                task = asyncio.create_task(self.send(neighbor, message))",
      },
    ],
    fault:
      'The log names neighbours whenever it is passed something on to them, and doesn’t tell that one is lost',
    caughtBy: 'log.peers',
  },
  {
    ...BASE,
    id: 'sleeps-before-answers',
    edits: [
      {
        find: '        now = Decimal(time.time_ns()) / 10**9\n',
        replace: '        time.sleep(0.3)\n        now = Decimal(time.time_ns()) / 10**9\n',
      },
    ],
    fault: 'Sleeps with the event loop stopped, so that many clients wait for each other',
    caughtBy: 'conc.clients',
  },
];
