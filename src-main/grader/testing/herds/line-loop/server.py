"""A proxy herd with asyncio's streams: a loop of lines per connection, and a connection per message between servers."""
import asyncio
import json
import logging
import re
import ssl
import sys
import time
from decimal import Decimal

PORTS = {
    'Alford': 12000,
    'Ball': 12001,
    'Hamilton': 12002,
    'Holiday': 12003,
    'Welsh': 12004,
}

NEIGHBORS = {
    'Alford': ['Hamilton', 'Welsh'],
    'Ball': ['Holiday', 'Welsh'],
    'Hamilton': ['Alford', 'Holiday'],
    'Holiday': ['Ball', 'Hamilton'],
    'Welsh': ['Alford', 'Ball'],
}

API_KEY = 'YOUR-KEY-HERE'
HOST = 'maps.googleapis.com'

COORDINATES = re.compile(r'([+-][0-9]+(?:\.[0-9]+)?)([+-][0-9]+(?:\.[0-9]+)?)')
NUMBER = re.compile(r'[0-9]+(?:\.[0-9]+)?')
SKEW = re.compile(r'[+-][0-9]+\.[0-9]+')
WHOLE = re.compile(r'[0-9]+')


class Invalid(Exception):
    pass


def parse_location(text):
    match = COORDINATES.fullmatch(text)
    if not match:
        raise Invalid('location')
    latitude, longitude = float(match.group(1)), float(match.group(2))
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise Invalid('location')
    return match.group(1), match.group(2)


def parse_time(text):
    if not NUMBER.fullmatch(text):
        raise Invalid('time stamp')
    return Decimal(text)


class Server:
    def __init__(self, name):
        self.name = name
        self.records = {}
        self.tasks = set()

    async def handle(self, reader, writer):
        peer = writer.get_extra_info('peername')
        logging.info('new connection from %s', peer)
        try:
            while True:
                line = await reader.readline()
                if not line:
                    break
                line = line.rstrip(b'\r\n')
                logging.info('received from %s: %s', peer, line.decode('utf-8', 'surrogateescape'))
                reply = await self.respond(line)
                if reply:
                    writer.write(reply)
                    logging.info('sent to %s: %s', peer, reply.decode('utf-8', 'surrogateescape'))
                    await writer.drain()
        except (OSError, ValueError) as error:
            logging.info('lost %s: %r', peer, error)
        finally:
            logging.info('dropped connection from %s', peer)
            writer.close()

    async def respond(self, line):
        fields = [field.decode('utf-8', 'surrogateescape') for field in line.split()]
        if not fields:
            return b''
        try:
            if fields[0] == 'IAMAT' and len(fields) == 4:
                reply = self.iamat(*fields[1:])
            elif fields[0] == 'WHATSAT' and len(fields) == 4:
                reply = await self.whatsat(*fields[1:])
            elif fields[0] == 'AT' and len(fields) >= 6:
                self.heard(fields)
                return b''
            else:
                raise Invalid('command')
        except Invalid:
            return b'? ' + line + b'\n'
        return reply.encode('utf-8', 'surrogateescape')

    def iamat(self, client, location, stamp):
        now = Decimal(time.time_ns()) / 10**9
        parse_location(location)
        skew = now - parse_time(stamp)
        record = ['AT', self.name, f'{skew:+.9f}', client, location, stamp]
        if self.store(record):
            self.flood(record, [])
        return ' '.join(record) + '\n'

    def heard(self, fields):
        record, visited = fields[:6], fields[6:]
        parse_location(record[4])
        parse_time(record[5])
        if not SKEW.fullmatch(record[2]):
            raise Invalid('skew')
        if self.store(record):
            self.flood(record, visited)

    def store(self, record):
        client, stamp = record[3], record[5]
        known = self.records.get(client)
        if known is not None and Decimal(known[5]) >= Decimal(stamp):
            return False
        self.records[client] = record
        return True

    def flood(self, record, visited):
        message = ' '.join(record + visited + [self.name]) + '\n'
        for neighbor in NEIGHBORS[self.name]:
            if neighbor not in visited:
                task = asyncio.create_task(self.send(neighbor, message))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)

    async def send(self, neighbor, message):
        try:
            _, writer = await asyncio.open_connection('127.0.0.1', PORTS[neighbor])
            logging.info('new connection to %s', neighbor)
            writer.write(message.encode('utf-8', 'surrogateescape'))
            logging.info('sent to %s: %s', neighbor, message)
            await writer.drain()
            writer.close()
            await writer.wait_closed()
            logging.info('dropped connection to %s', neighbor)
        except OSError as error:
            logging.info('cannot reach %s: %s', neighbor, error)

    async def whatsat(self, client, radius, bound):
        if not NUMBER.fullmatch(radius) or Decimal(radius) > 50:
            raise Invalid('radius')
        if not WHOLE.fullmatch(bound) or int(bound) > 20:
            raise Invalid('bound')
        if client not in self.records:
            raise Invalid('client')
        record = self.records[client]
        latitude, longitude = parse_location(record[4])
        metres = float(radius) * 1000
        places = await self.nearby(latitude, longitude, metres)
        places['results'] = places['results'][:int(bound)]
        text = json.dumps(places, indent=3)
        text = re.sub('\n+', '\n', text).rstrip('\n')
        return ' '.join(record) + '\n' + text + '\n\n'

    async def nearby(self, latitude, longitude, metres):
        path = ('/maps/api/place/nearbysearch/json'
                f'?key={API_KEY}&location={float(latitude)},{float(longitude)}&radius={metres:g}')
        try:
            return await asyncio.wait_for(self.fetch(path), 30)
        except (OSError, ValueError, asyncio.TimeoutError) as error:
            logging.info('places failed: %r', error)
            return {'html_attributions': [], 'results': [], 'status': 'UNKNOWN_ERROR'}

    async def fetch(self, path):
        context = ssl.create_default_context()
        reader, writer = await asyncio.open_connection(HOST, 443, ssl=context)
        request = f'GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n'
        logging.info('asking places: %s', path)
        writer.write(request.encode())
        answer = await reader.read()
        writer.close()
        _, _, body = answer.partition(b'\r\n\r\n')
        return json.loads(body)


async def main(name):
    logging.basicConfig(filename=f'{name}.log', level=logging.INFO, encoding='utf-8',
                        errors='surrogateescape', format='%(asctime)s %(message)s')
    server = Server(name)
    listener = await asyncio.start_server(server.handle, '127.0.0.1', PORTS[name])
    logging.info('%s listens on %d', name, PORTS[name])
    async with listener:
        await listener.serve_forever()


if __name__ == '__main__':
    if len(sys.argv) != 2 or sys.argv[1] not in PORTS:
        sys.exit(f'usage: {sys.argv[0]} {{{"|".join(PORTS)}}}')
    try:
        asyncio.run(main(sys.argv[1]))
    except KeyboardInterrupt:
        pass
