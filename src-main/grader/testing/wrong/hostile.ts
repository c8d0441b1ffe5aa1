/**
 * Herds that would harm the machine, if they could. Each is bounded, so that it can't even where nothing holds it.
 * They are caught by the engine's limits as much as by checks.
 */
import type { WrongHerd } from '../herd-source.ts';

const BASE = { base: 'line-loop' };
const START = '    server = Server(name)\n';

export const HOSTILE_HERDS: readonly WrongHerd[] = [
  {
    ...BASE,
    id: 'forks-without-end',
    edits: [
      {
        find: START,
        replace:
          '    import os\n    for _ in range(110):\n        if os.fork() == 0:\n            os.setsid() if _ % 2 else None\n            time.sleep(60)\n            os._exit(0)\n    server = Server(name)\n',
      },
    ],
    fault: 'Starts process after process, some of them in sessions of their own',
    caughtBy: 'flood.all',
    named: /processes, more than/,
  },
  {
    ...BASE,
    id: 'fills-the-disk',
    edits: [
      {
        find: START,
        replace:
          "    for number in range(32):\n        with open(f'{name}-{number}.dat', 'wb') as data:\n            for _ in range(16):\n                data.write(bytes(1 << 20))\n    server = Server(name)\n",
      },
    ],
    fault: 'Writes half a gigabyte of files',
    caughtBy: 'flood.all',
    named: /files take/,
  },
  {
    ...BASE,
    id: 'fills-its-temporary-folder',
    edits: [
      {
        find: START,
        replace:
          "    import tempfile\n    for number in range(32):\n        with open(f'{tempfile.gettempdir()}/{name}-{number}.dat', 'wb') as data:\n            for _ in range(16):\n                data.write(bytes(1 << 20))\n    server = Server(name)\n",
      },
    ],
    fault: 'Writes half a gigabyte of files, not into its own folder but where temporary ones go',
    caughtBy: 'flood.all',
    named: /files take/,
  },
  {
    ...BASE,
    id: 'makes-folders-without-end',
    edits: [
      {
        find: START,
        replace:
          "    import os\n    for number in range(1 << 13):\n        os.makedirs(f'{name}/{number % 128}/{number}', exist_ok=True)\n    server = Server(name)\n",
      },
    ],
    fault: 'Makes folder after folder, and writes next to nothing',
    caughtBy: 'flood.all',
    named: /made more than \d+ files and folders/,
  },
  {
    ...BASE,
    id: 'hides-what-it-writes',
    edits: [
      {
        find: START,
        replace:
          '    import os\n    home = os.getcwd()\n    for _ in range(60):\n        os.makedirs(name * 25, exist_ok=True)\n        os.chdir(name * 25)\n    os.chdir(home)\n    server = Server(name)\n',
      },
    ],
    fault: 'Makes folders so deep that no path leads to what is in them',
    caughtBy: 'flood.all',
    named: /hid what it wrote: name too long/,
  },
  {
    ...BASE,
    id: 'prints-a-gigabyte',
    edits: [
      {
        find: START,
        replace:
          "    import threading\n\n    def chatter():\n        for _ in range(1 << 14):\n            sys.stdout.write('x' * (1 << 16))\n    threading.Thread(target=chatter, daemon=True).start()\n    server = Server(name)\n",
      },
    ],
    fault: 'Prints a gigabyte',
    caughtBy: 'flood.all',
    named: /printed more than/,
  },
  {
    ...BASE,
    id: 'ignores-sigterm',
    edits: [
      {
        find: START,
        replace:
          '    import signal\n    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    server = Server(name)\n',
      },
    ],
    fault: 'Does not end when it is asked to',
    caughtBy: 'stop.term',
  },
  {
    ...BASE,
    id: 'leaves-a-child-on-its-port',
    edits: [
      {
        find: "    logging.info('%s listens on %d', name, PORTS[name])\n",
        replace:
          "    logging.info('%s listens on %d', name, PORTS[name])\n    import os\n    if os.fork() == 0:\n        os.setsid()\n        time.sleep(60)\n        os._exit(0)\n",
      },
    ],
    fault: 'Leaves a process behind that holds its port',
    caughtBy: 'stop.term',
  },
  {
    ...BASE,
    id: 'changes-own-files',
    edits: [
      {
        find: START,
        replace:
          "    with open(__file__, 'a') as own:\n        own.write('# changed\\n')\n    server = Server(name)\n",
      },
    ],
    fault: 'Changes its own program while it runs',
    caughtBy: 'stop.clean',
  },
  {
    ...BASE,
    id: 'changes-own-files-at-its-end',
    edits: [
      {
        find: START,
        replace:
          "    import signal\n\n    def end(*_):\n        with open(__file__, 'a') as own:\n            own.write('# ended\\n')\n        sys.exit()\n    signal.signal(signal.SIGTERM, end)\n    server = Server(name)\n",
      },
    ],
    fault: 'Changes its own program when it is asked to end',
    caughtBy: 'stop.clean',
  },
  {
    ...BASE,
    id: 'changes-own-files-among-many',
    edits: [
      {
        find: START,
        replace:
          "    for number in range(120):\n        open(f'a{number:03}', 'w').close()\n    with open(__file__, 'a') as own:\n        own.write('# changed\\n')\n    server = Server(name)\n",
      },
    ],
    fault: 'Changes its own program, and writes many files beside it',
    caughtBy: 'stop.clean',
  },
  {
    ...BASE,
    id: 'takes-a-foreign-port',
    edits: [
      {
        find: START,
        replace:
          "    import socket\n    foreign = socket.socket()\n    try:\n        foreign.bind(('127.0.0.1', PORTS[NEIGHBORS[name][0]]))\n        foreign.listen()\n    except OSError:\n        pass\n    server = Server(name)\n",
      },
    ],
    fault: 'Listens on another server’s port',
    caughtBy: 'start.all',
  },
  {
    ...BASE,
    id: 'never-starts',
    edits: [{ find: START, replace: '    await asyncio.sleep(3600)\n    server = Server(name)\n' }],
    fault: 'Never listens',
    caughtBy: 'start.all',
  },
  {
    ...BASE,
    id: 'syntax-error',
    edits: [{ find: 'async def main(name):', replace: 'async def main(name:' }],
    fault: 'Is no Python program',
    caughtBy: 'start.all',
  },
];
