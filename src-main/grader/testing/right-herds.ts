/** Herds that do all that the course's spec asks, each in another style. Every one is to get full marks. */
import type { RightHerd } from './herd-source.ts';

const PYTHON = 'python3 server.py {name}';

export const RIGHT_HERDS: readonly RightHerd[] = [
  {
    id: 'line-loop',
    base: 'line-loop',
    style:
      'asyncio streams: a loop of lines, a connection per message between servers, a list of visited servers',
    command: PYTHON,
  },
  {
    id: 'read-to-end',
    base: 'read-to-end',
    style:
      'reads to the end of the stream, then answers: needs clients that half-close; floods to the sender too',
    command: PYTHON,
  },
  {
    id: 'one-command',
    base: 'one-command',
    style: 'one connection a command; ports from the command line; the new form of Places',
    command: 'python3 server.py {name} {port} {neighbours}',
  },
  {
    id: 'kept-links',
    base: 'kept-links',
    style: 'asyncio protocols, kept links that are redialled and catch up',
    command: PYTHON,
  },
  {
    id: 'redials',
    base: 'kept-links',
    edits: [
      {
        find: '        self.waiting = {}\n',
        replace: '        self.waiting = {}\n        self.up = False\n',
      },
      {
        find: '        self.waiting.pop(client, None)\n',
        replace: '        if not self.up:\n            return\n        self.waiting.pop(client, None)\n',
      },
      {
        find: "                self.herd.log(f'cannot connect to {self.neighbor}: {error}')\n                await asyncio.sleep(0.2)\n",
        replace:
          "                self.herd.log(f'cannot connect to {self.neighbor}: {error}')\n                await asyncio.sleep(2)\n",
      },
      {
        find: "            await self.talk(reader, writer)\n            self.herd.log(f'connection to {self.neighbor} dropped')\n            await asyncio.sleep(0.2)\n",
        replace:
          "            self.up = True\n            await self.talk(reader, writer)\n            self.up = False\n            self.waiting.clear()\n            self.herd.log(f'connection to {self.neighbor} dropped')\n            await asyncio.sleep(2)\n",
      },
    ],
    style: 'kept links that are redialled every two seconds; what could not be sent is owed to nobody',
    command: PYTHON,
  },
  {
    id: 'threads',
    base: 'threads',
    style: 'socketserver, a thread a connection, a queue a neighbour',
    command: PYTHON,
  },
  {
    id: 'twisted',
    base: 'twisted',
    style: 'Twisted’s LineReceiver with LF',
    command: PYTHON,
    needs: 'twisted',
  },
  { id: 'node', base: 'node', style: 'Node.js, kept links', command: 'node server.mjs {name}' },
  {
    id: 'polls',
    base: 'line-loop',
    edits: [
      {
        find: '    server = Server(name)\n',
        replace:
          '    loop = asyncio.get_running_loop()\n\n    def poll():\n        loop.call_soon(poll)\n\n    poll()\n    server = Server(name)\n',
      },
    ],
    style: 'asks without a pause whether something has come: each server takes a core',
    command: PYTHON,
  },
  {
    id: 'slow-start',
    base: 'line-loop',
    edits: [
      { find: '    server = Server(name)\n', replace: '    time.sleep(3)\n    server = Server(name)\n' },
    ],
    style: 'takes three seconds before it listens',
    command: PYTHON,
  },
  {
    id: 'own',
    base: 'own',
    style: 'our own servers, each a process of its own',
    command: 'node server.mjs {name} {topology} {port}',
    beyondToo: true,
  },
];
