"""Proxy herd, asyncio protocols. Each server keeps one connection to each neighbour and writes its AT lines there."""

import asyncio
import collections
import json
import re
import ssl
import sys
import time

CONFIG = {
    'Alford': {'port': 12200, 'neighbors': ['Hamilton', 'Welsh']},
    'Ball': {'port': 12201, 'neighbors': ['Holiday', 'Welsh']},
    'Hamilton': {'port': 12202, 'neighbors': ['Alford', 'Holiday']},
    'Holiday': {'port': 12203, 'neighbors': ['Ball', 'Hamilton']},
    'Welsh': {'port': 12204, 'neighbors': ['Alford', 'Ball']},
}

Update = collections.namedtuple('Update', 'origin skew client location stamp')

IAMAT = re.compile(rb'IAMAT\s+(\S+)\s+(\S+)\s+(\S+)')
WHATSAT = re.compile(rb'WHATSAT\s+(\S+)\s+(\S+)\s+(\S+)')
AT = re.compile(rb'AT\s+(\S+)\s+([-+]\d+\.\d+)\s+(\S+)\s+(\S+)\s+(\S+)((?:\s+\S+)*)')
LOCATION = re.compile(rb'([-+]\d+(?:\.\d+)?)([-+]\d+(?:\.\d+)?)')
NUMBER = re.compile(rb'\d+(?:\.\d+)?')
LONGEST_LINE = 65536


def nanoseconds(stamp):
    """A time stamp's exact order: whole seconds, then its fraction's digits."""
    whole, _, fraction = stamp.partition(b'.')
    return int(whole), fraction.rstrip(b'0')


def is_valid(location, stamp):
    match = LOCATION.fullmatch(location)
    return (match is not None and NUMBER.fullmatch(stamp) is not None
            and abs(float(match[1])) <= 90 and abs(float(match[2])) <= 180)


def skew_of(stamp, now):
    whole, _, fraction = stamp.partition(b'.')
    then = int(whole) * 10**9 + int(fraction.ljust(9, b'0')[:9])
    difference = now - then
    sign = '-' if difference < 0 else '+'
    return f'{sign}{abs(difference) // 10**9}.{abs(difference) % 10**9:09d}'.encode()


class Link:
    """The connection to one neighbour. What it can't say now it says when the neighbour is there (again)."""

    def __init__(self, herd, neighbor):
        self.herd, self.neighbor = herd, neighbor
        self.waiting = {}
        self.wake = asyncio.Event()

    def owe(self, client, line):
        self.waiting.pop(client, None)
        self.waiting[client] = line
        self.wake.set()

    async def run(self):
        while True:
            try:
                reader, writer = await asyncio.open_connection('127.0.0.1', CONFIG[self.neighbor]['port'])
            except OSError as error:
                self.herd.log(f'cannot connect to {self.neighbor}: {error}')
                await asyncio.sleep(0.2)
                continue
            self.herd.log(f'new connection to {self.neighbor}')
            await self.talk(reader, writer)
            self.herd.log(f'connection to {self.neighbor} dropped')
            await asyncio.sleep(0.2)

    async def talk(self, reader, writer):
        gone = asyncio.ensure_future(reader.read())
        try:
            while True:
                woken = asyncio.ensure_future(self.wake.wait())
                await asyncio.wait([gone, woken], return_when=asyncio.FIRST_COMPLETED)
                woken.cancel()
                if gone.done():
                    return
                self.wake.clear()
                while self.waiting and not gone.done():
                    client = next(iter(self.waiting))
                    line = self.waiting.pop(client)
                    writer.write(line)
                    self.herd.log(f'to {self.neighbor}: ', line)
                    await writer.drain()
        except OSError as error:
            self.herd.log(f'{self.neighbor}: {error}')
        finally:
            gone.cancel()
            writer.close()


class Conversation(asyncio.Protocol):
    """One accepted connection; its commands are answered one after the other."""

    def __init__(self, herd):
        self.herd = herd
        self.buffer = b''
        self.lines = asyncio.Queue()
        self.worker = None

    def connection_made(self, transport):
        self.transport = transport
        self.peer = transport.get_extra_info('peername')
        self.herd.log(f'new connection from {self.peer}')
        self.worker = asyncio.ensure_future(self.work())

    def data_received(self, data):
        *lines, self.buffer = (self.buffer + data).split(b'\n')
        for line in lines:
            self.lines.put_nowait(line)
        if len(self.buffer) > LONGEST_LINE:
            self.transport.abort()

    def eof_received(self):
        if self.buffer:
            self.lines.put_nowait(self.buffer)
        self.lines.put_nowait(None)
        return True

    def connection_lost(self, error):
        self.herd.log(f'connection from {self.peer} dropped')
        self.worker.cancel()

    async def work(self):
        while (line := await self.lines.get()) is not None:
            line = line[:-1] if line.endswith(b'\r') else line
            if not line.strip():
                continue
            self.herd.log(f'from {self.peer}: ', line)
            reply = await self.herd.reply(line)
            if reply is None:
                reply = b'? ' + line + b'\n'
            if reply:
                self.herd.log(f'to {self.peer}: ', reply)
                self.transport.write(reply)
        self.transport.close()


class Herd:
    def __init__(self, name):
        self.name = name
        self.updates = {}
        self.links = {}
        self.log_file = open(f'{name}.log', 'ab', buffering=0)

    def log(self, text, raw=b''):
        self.log_file.write(f'[{time.time():.6f}] {text}'.encode() + raw.rstrip(b'\n') + b'\n')

    async def reply(self, line):
        line = line.strip()
        if match := IAMAT.fullmatch(line):
            client, location, stamp = match.groups()
            if not is_valid(location, stamp):
                return None
            update = Update(self.name.encode(), skew_of(stamp, time.time_ns()), client, location, stamp)
            self.learn(update, [])
            return self.at(update) + b'\n'
        if match := AT.fullmatch(line):
            *fields, senders = match.groups()
            update = Update(*fields)
            if not is_valid(update.location, update.stamp):
                return None
            self.learn(update, senders.decode().split())
            return b''
        if match := WHATSAT.fullmatch(line):
            return await self.whatsat(*match.groups())
        return None

    def at(self, update):
        return b' '.join((b'AT', *update))

    def learn(self, update, senders):
        old = self.updates.get(update.client)
        if old is not None and nanoseconds(old.stamp) >= nanoseconds(update.stamp):
            return
        self.updates[update.client] = update
        for neighbor, link in self.links.items():
            if neighbor not in senders:
                link.owe(update.client, self.at(update) + b' ' + self.name.encode() + b'\n')

    async def whatsat(self, client, radius, bound):
        if client not in self.updates or not NUMBER.fullmatch(radius) or not bound.isdigit():
            return None
        if float(radius) > 50 or int(bound) > 20:
            return None
        update = self.updates[client]
        latitude, longitude = LOCATION.fullmatch(update.location).groups()
        try:
            body = await asyncio.wait_for(self.places(latitude, longitude, radius), timeout=45)
            answer = json.loads(body)
            if len(answer['results']) > int(bound):
                answer['results'] = answer['results'][:int(bound)]
                body = json.dumps(answer, indent=3).encode()
        except Exception as error:
            self.log(f'places: {error!r}')
            body = b'{"html_attributions": [], "results": [], "status": "UNKNOWN_ERROR"}'
        body = re.sub(rb'(\r?\n)+', b'\n', body).strip(b'\n')
        return self.at(update) + b'\n' + body + b'\n\n'

    async def places(self, latitude, longitude, radius):
        host = 'maps.googleapis.com'
        reader, writer = await asyncio.open_connection(host, 'https', ssl=ssl.create_default_context())
        path = b'/maps/api/place/nearbysearch/json?location=%s,%s&radius=%d&key=KEY' % (
            latitude.lstrip(b'+'), longitude.lstrip(b'+'), float(radius) * 1000)
        writer.write(b'GET ' + path + b' HTTP/1.0\r\nHost: ' + host.encode() + b'\r\n\r\n')
        head, _, body = (await reader.read()).partition(b'\r\n\r\n')
        writer.close()
        return body


async def main():
    name = sys.argv[1]
    herd = Herd(name)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Conversation(herd), '127.0.0.1', CONFIG[name]['port'])
    herd.links = {neighbor: Link(herd, neighbor) for neighbor in CONFIG[name]['neighbors']}
    await asyncio.gather(server.serve_forever(), *(link.run() for link in herd.links.values()))


if __name__ == '__main__':
    asyncio.run(main())
