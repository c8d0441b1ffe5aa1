/** Faults in what is stored, in what is newer, and in how updates are flooded. */
import type { WrongHerd } from '../herd-source.ts';

const BASE = { base: 'line-loop' };
const NEWER = 'Decimal(known[5]) >= Decimal(stamp)';

export const WRONG_FLOODING: readonly WrongHerd[] = [
  {
    ...BASE,
    id: 'last-heard-wins',
    edits: [{ find: NEWER, replace: 'known == record' }],
    fault: 'An older report overwrites a newer one',
    caughtBy: 'time.stale',
  },
  {
    ...BASE,
    id: 'oldest-wins',
    edits: [{ find: NEWER, replace: 'Decimal(known[5]) <= Decimal(stamp)' }],
    fault: 'A newer report does not replace an older one',
    caughtBy: 'flood.newest',
  },
  {
    ...BASE,
    id: 'stale-place-with-newest-time',
    edits: [
      {
        find: '            return False\n        self.records[client] = record\n',
        replace:
          '            self.records[client] = known[:4] + [record[4]] + known[5:]\n            return False\n        self.records[client] = record\n',
      },
    ],
    fault: 'The newest time is kept, but always the location that was heard last',
    caughtBy: 'time.stale',
  },
  {
    ...BASE,
    id: 'stale-place-from-neighbours',
    edits: [
      {
        find: '            self.flood(record, visited)\n',
        replace:
          '            self.flood(record, visited)\n        else:\n            known = self.records[record[3]]\n            self.records[record[3]] = known[:4] + [record[4]] + known[5:]\n',
      },
    ],
    fault: 'What a neighbour says of an older report changes the location, and the newest time is kept',
    caughtBy: 'flood.newest',
  },
  {
    ...BASE,
    id: 'time-as-double',
    edits: [{ find: NEWER, replace: 'float(known[5]) >= float(stamp)' }],
    fault: 'Time stamps are compared as doubles, which are the same for two that differ by a nanosecond',
    caughtBy: 'time.nanosecond',
  },
  {
    ...BASE,
    id: 'time-as-text',
    edits: [{ find: NEWER, replace: 'known[5] >= stamp' }],
    fault: 'Time stamps are compared as text, so that 9 is newer than 10',
    caughtBy: 'time.text',
  },
  {
    ...BASE,
    id: 'time-as-integer',
    edits: [{ find: NEWER, replace: 'int(float(known[5])) >= int(float(stamp))' }],
    fault: 'Only whole seconds are compared',
    caughtBy: 'time.integer',
  },
  {
    ...BASE,
    id: 'stale-at-overwrites',
    edits: [
      {
        find: '        if self.store(record):\n            self.flood(record, visited)',
        replace:
          '        if self.store(record):\n            self.flood(record, visited)\n        else:\n            self.records[record[3]] = record',
      },
    ],
    fault: 'What a neighbour says is stored even if it is older',
    caughtBy: 'flood.newest',
  },
  {
    ...BASE,
    id: 'no-flooding',
    edits: [{ find: '            self.flood(record, [])\n', replace: '            pass\n' }],
    fault: 'Nothing is flooded',
    caughtBy: 'flood.all',
  },
  {
    ...BASE,
    id: 'neighbours-only',
    edits: [{ find: '            self.flood(record, visited)\n', replace: '            pass\n' }],
    fault: 'An update reaches the neighbours and goes no further',
    caughtBy: 'flood.all',
  },
  {
    ...BASE,
    id: 'first-neighbour-only',
    edits: [
      {
        find: 'in NEIGHBORS[self.name]:\n            if',
        replace: 'in NEIGHBORS[self.name][:1]:\n            if',
      },
    ],
    fault: 'Each server passes updates on to one of its neighbours only',
    caughtBy: 'down.single',
  },
  {
    ...BASE,
    id: 'link-missing',
    edits: [{ find: "'Welsh': ['Alford', 'Ball']", replace: "'Welsh': ['Ball']" }],
    fault: 'Welsh tells Alford nothing',
    caughtBy: 'flood.links',
  },
  {
    ...BASE,
    id: 'link-extra',
    edits: [{ find: "'Alford': ['Hamilton', 'Welsh']", replace: "'Alford': ['Hamilton', 'Welsh', 'Ball']" }],
    fault: 'Alford talks to Ball, which is no neighbour of its',
    caughtBy: 'flood.links',
  },
  {
    ...BASE,
    id: 'everybody-is-told',
    edits: [{ find: 'for neighbor in NEIGHBORS[self.name]:', replace: 'for neighbor in PORTS:' }],
    fault: 'Every server talks to every other, whatever the links',
    caughtBy: 'flood.links',
  },
  {
    ...BASE,
    id: 'stale-flooded',
    edits: [
      {
        find: '        if self.store(record):\n            self.flood(record, [])',
        replace: '        self.store(record)\n        self.flood(record, [])',
      },
    ],
    fault: 'Stale and repeated reports are flooded as well',
    caughtBy: 'flood.once',
  },
  {
    ...BASE,
    id: 'each-message-thrice',
    edits: [
      {
        find: "message = ' '.join(record + visited + [self.name]) + '\\n'",
        replace: "message = (' '.join(record + visited + [self.name]) + '\\n') * 3",
      },
    ],
    fault: 'Each update is sent three times over each link',
    caughtBy: 'flood.once',
  },
  {
    ...BASE,
    id: 'storm',
    edits: [
      {
        find: '        if self.store(record):\n            self.flood(record, visited)',
        replace: '        self.store(record)\n        self.flood(record, visited[-1:])',
      },
    ],
    fault: 'Updates are passed on for ever',
    caughtBy: 'flood.storm',
    named: /floods for ever/,
  },
  {
    ...BASE,
    id: 'slow-storm',
    edits: [
      {
        find: '            self.flood(record, visited)\n',
        replace:
          '            self.flood(record, visited)\n        else:\n            asyncio.get_running_loop().call_later(3, self.flood, record, visited[-1:])\n',
      },
    ],
    fault: 'Updates are passed on for ever, but each only after three seconds',
    caughtBy: 'flood.once',
  },
  {
    ...BASE,
    id: 'storm-that-grows',
    edits: [
      {
        find: '        if self.store(record):\n            self.flood(record, visited)',
        replace: '        self.store(record)\n        self.flood(record, [])',
      },
      // Bounded here, whatever holds it elsewhere.
      {
        find: '    server = Server(name)\n',
        replace: '    asyncio.get_running_loop().call_later(60, sys.exit)\n    server = Server(name)\n',
      },
    ],
    fault: 'Every copy of an update makes two more',
    caughtBy: 'flood.storm',
    named: /floods for ever/,
  },
  {
    base: 'kept-links',
    id: 'storm-on-kept-links',
    edits: [
      {
        find: '        if old is not None and nanoseconds(old.stamp) >= nanoseconds(update.stamp):\n            return\n',
        replace: '',
      },
    ],
    fault: 'Updates are passed on for ever, over links that are kept',
    caughtBy: 'flood.storm',
    named: /floods for ever/,
  },
  {
    ...BASE,
    id: 'neighbour-down-kills-connection',
    edits: [
      {
        find: '                task = asyncio.create_task(self.send(neighbor, message))',
        replace:
          "                import socket\n                socket.create_connection(('127.0.0.1', PORTS[neighbor])).close()\n                task = asyncio.create_task(self.send(neighbor, message))",
      },
    ],
    fault: 'Whoever reports while a neighbour is down gets no answer, and the other neighbours hear nothing',
    caughtBy: 'down.single',
  },
  {
    ...BASE,
    id: 'neighbour-down-kills-server',
    edits: [
      {
        find: "            logging.info('cannot reach %s: %s', neighbor, error)\n",
        replace:
          "            logging.info('cannot reach %s: %s', neighbor, error)\n            import os\n            os._exit(1)\n",
      },
    ],
    fault: 'The server dies when a neighbour can’t be reached',
    caughtBy: 'down.single',
  },
  {
    ...BASE,
    id: 'neighbour-given-up',
    edits: [
      {
        find: "            logging.info('cannot reach %s: %s', neighbor, error)\n",
        replace:
          "            logging.info('cannot reach %s: %s', neighbor, error)\n            NEIGHBORS[self.name] = [name for name in NEIGHBORS[self.name] if name != neighbor]\n",
      },
    ],
    fault: 'A neighbour that was down once is never told anything again',
    caughtBy: 'restart.hears',
  },
  {
    base: 'kept-links',
    id: 'link-never-redialled',
    edits: [
      {
        find: "            self.herd.log(f'connection to {self.neighbor} dropped')\n",
        replace: "            self.herd.log(f'connection to {self.neighbor} dropped')\n            return\n",
      },
    ],
    fault: 'A link that broke is not made again',
    caughtBy: 'restart.hears',
  },
  {
    base: 'kept-links',
    id: 'report-waits-for-neighbours',
    edits: [
      {
        find: '            self.learn(update, [])\n            return',
        replace:
          '            self.learn(update, [])\n            while any(link.waiting for link in self.links.values()):\n                await asyncio.sleep(0.01)\n            return',
      },
    ],
    fault: 'A report is not answered before all neighbours have been told, so not while one is down',
    caughtBy: 'down.single',
  },
  {
    ...BASE,
    id: 'only-first-update',
    edits: [
      {
        find: '        if self.store(record):\n            self.flood(record, visited)',
        replace:
          '        first = record[3] not in self.records\n        if self.store(record) and first:\n            self.flood(record, visited)',
      },
    ],
    fault: 'Only a client’s first update is passed on',
    caughtBy: 'flood.newest',
  },
  {
    ...BASE,
    id: 'shared-file',
    edits: [
      { find: '            self.flood(record, [])\n', replace: '            self.share(record)\n' },
      {
        find: '    def heard(self, fields):',
        replace:
          "    def share(self, record):\n        with open('shared.txt', 'a') as shared:\n            shared.write(' '.join(record) + '\\n')\n\n    def read_shared(self):\n        try:\n            with open('shared.txt') as shared:\n                for line in shared:\n                    self.store(line.split())\n        except OSError:\n            pass\n\n    def heard(self, fields):",
      },
      {
        find: '        if client not in self.records:\n',
        replace: '        self.read_shared()\n        if client not in self.records:\n',
      },
    ],
    fault: 'Servers share a file instead of flooding, so that what is down or cut off knows all the same',
    caughtBy: 'flood.links',
  },
];
