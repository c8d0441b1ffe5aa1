#!/usr/bin/env python3
"""
python3 server.py NAME PORT NEIGHBOUR=HOST:PORT,...

One connection, one command: the answer is sent and the connection closed. Ports come from the command line.
"""
import asyncio
import datetime
import http.client
import json
import sys
import time
from decimal import Decimal, InvalidOperation

name = sys.argv[1]
port = int(sys.argv[2])
neighbours = {}
for item in sys.argv[3].split(','):
    neighbour, _, address = item.partition('=')
    host, _, its_port = address.rpartition(':')
    neighbours[neighbour] = (host, int(its_port))

database = {}
tasks = set()
logfile = open(f'{name}.log', 'ab', buffering=0)


def log(text):
    if isinstance(text, str):
        text = text.encode('utf-8', 'surrogateescape')
    logfile.write(datetime.datetime.now().isoformat().encode() + b' ' + text.rstrip(b'\n') + b'\n')


def digits(text):
    return text.isascii() and text.isdigit()


def is_number(text):
    """Digits, perhaps with a point and more digits."""
    whole, point, fraction = text.partition('.')
    return digits(whole) and (not point or digits(fraction))


def coordinates(location):
    """'+34.1-118.4' -> ('+34.1', '-118.4'), or None."""
    second = max(location.rfind('+'), location.rfind('-'))
    latitude, longitude = location[:second], location[second:]
    if second <= 0 or latitude[0] not in '+-':
        return None
    if not is_number(latitude[1:]) or not is_number(longitude[1:]):
        return None
    if Decimal(latitude[1:]) > 90 or Decimal(longitude[1:]) > 180:
        return None
    return latitude, longitude


class Report:
    def __init__(self, origin, skew, client, location, stamp):
        self.origin, self.skew, self.client = origin, skew, client
        self.location, self.stamp = location, stamp

    def line(self):
        return f'AT {self.origin} {self.skew} {self.client} {self.location} {self.stamp}'

    def is_good(self):
        return coordinates(self.location) is not None and is_number(self.stamp)

    def is_news(self):
        old = database.get(self.client)
        return old is None or Decimal(self.stamp) > Decimal(old.stamp)


async def tell(neighbour, line):
    try:
        _, writer = await asyncio.open_connection(*neighbours[neighbour])
        log(f'connected to {neighbour}')
        writer.write(line.encode('utf-8', 'surrogateescape') + b'\n')
        log(f'to {neighbour}: {line}')
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        log(f'disconnected from {neighbour}')
    except OSError as problem:
        log(f'{neighbour} is down: {problem}')


def take(report, not_to):
    if not report.is_news():
        return
    database[report.client] = report
    for neighbour in neighbours:
        if neighbour not in not_to:
            task = asyncio.ensure_future(tell(neighbour, report.line() + ' ' + name))
            tasks.add(task)
            task.add_done_callback(tasks.discard)


def places(latitude, longitude, radius):
    connection = http.client.HTTPSConnection('places.googleapis.com', timeout=40)
    body = {
        'maxResultCount': 20,
        'locationRestriction': {'circle': {
            'center': {'latitude': float(latitude), 'longitude': float(longitude)},
            'radius': float(radius) * 1000.0,
        }},
    }
    headers = {'Content-Type': 'application/json', 'X-Goog-Api-Key': 'MY_KEY', 'X-Goog-FieldMask': 'places.displayName,places.id'}
    connection.request('POST', '/v1/places:searchNearby', json.dumps(body), headers)
    answer = connection.getresponse()
    found = json.loads(answer.read())
    connection.close()
    if 'error' in found:
        return {'html_attributions': [], 'results': [], 'status': found['error']['status']}
    results = [{'name': place['displayName']['text'], 'place_id': place['id']} for place in found.get('places', [])]
    return {'html_attributions': [], 'results': results, 'status': 'OK' if results else 'ZERO_RESULTS'}


async def answer(line):
    words = line.split()
    command = words[0]
    if command == b'IAMAT' and len(words) == 4:
        now = time.time_ns()
        client, location, stamp = (word.decode('utf-8', 'surrogateescape') for word in words[1:])
        report = Report(name, '', client, location, stamp)
        if report.is_good():
            report.skew = format(Decimal(now).scaleb(-9) - Decimal(stamp), '+.9f')
            take(report, [])
            return report.line().encode('utf-8', 'surrogateescape') + b'\n'
    elif command == b'AT' and len(words) >= 6:
        text = [word.decode('utf-8', 'surrogateescape') for word in words]
        report = Report(*text[1:6])
        if report.is_good():
            take(report, text[6:])
            return b''
    elif command == b'WHATSAT' and len(words) == 4:
        client, radius, bound = (word.decode('utf-8', 'surrogateescape') for word in words[1:])
        if is_number(radius) and Decimal(radius) <= 50 and digits(bound) and int(bound) <= 20 and client in database:
            report = database[client]
            latitude, longitude = coordinates(report.location)
            try:
                found = await asyncio.to_thread(places, latitude, longitude, radius)
            except (OSError, ValueError, http.client.HTTPException) as problem:
                log(f'places: {problem!r}')
                found = {'html_attributions': [], 'results': [], 'status': 'UNKNOWN_ERROR'}
            found['results'] = found['results'][:int(bound)]
            shown = report.line() + '\n' + json.dumps(found, indent=2, ensure_ascii=False)
            return shown.encode('utf-8', 'surrogateescape') + b'\n\n'
    return b'? ' + line + b'\n'


async def on_connection(reader, writer):
    log('connection opened')
    try:
        line = b''
        while not line.strip():
            line = await reader.readline()
            if not line:
                break
        line = line.rstrip(b'\r\n')
        if line:
            log(b'from client or server: ' + line)
            reply = await answer(line)
            if reply:
                log(b'reply: ' + reply)
                writer.write(reply)
                await writer.drain()
    except (OSError, ValueError) as problem:
        log(f'connection failed: {problem!r}')
    finally:
        log('connection closed')
        writer.close()


async def main():
    server = await asyncio.start_server(on_connection, '127.0.0.1', port)
    log(f'{name} started')
    await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    log(f'{name} stopped')
