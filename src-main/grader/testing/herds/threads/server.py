"""The herd with threads: socketserver, a thread a connection, AT lines that carry the names of those that have seen them."""
import http.client
import json
import queue
import re
import socket
import socketserver
import sys
import threading
import time
from decimal import Decimal

SERVERS = dict(Alford=12300, Ball=12301, Hamilton=12302, Holiday=12303, Welsh=12304)
LINKS = [('Alford', 'Hamilton'), ('Alford', 'Welsh'), ('Ball', 'Holiday'), ('Ball', 'Welsh'), ('Hamilton', 'Holiday')]

NAME = sys.argv[1]
FRIENDS = [b if a == NAME else a for a, b in LINKS if NAME in (a, b)]
lock = threading.Lock()
clients = {}
outboxes = {friend: queue.Queue() for friend in FRIENDS}
journal = open(NAME + '.log', 'a', encoding='utf-8', errors='surrogateescape')


def note(message):
    with lock:
        journal.write('%.3f %s\n' % (time.time(), message.rstrip('\n')))
        journal.flush()


def is_float(word):
    return re.match(r'^[0-9]+(\.[0-9]+)?\Z', word)


def position(word):
    found = re.match(r'^([+-][0-9]+(?:\.[0-9]+)?)([+-][0-9]+(?:\.[0-9]+)?)\Z', word)
    if found and abs(Decimal(found.group(1))) <= 90 and abs(Decimal(found.group(2))) <= 180:
        return found.groups()


def postman(friend):
    """Delivers one message after the other, each in a connection of its own."""
    while True:
        message = outboxes[friend].get()
        try:
            with socket.create_connection(('127.0.0.1', SERVERS[friend]), timeout=5) as connection:
                note('connected to ' + friend)
                connection.sendall(message.encode('utf-8', 'surrogateescape'))
                note('sent to %s: %s' % (friend, message))
            note('disconnected from ' + friend)
        except OSError as problem:
            note('ERROR %s is not there: %s' % (friend, problem))


def learn(words, seen_by):
    client, stamp = words[3], words[5]
    with lock:
        if client in clients and Decimal(clients[client][5]) >= Decimal(stamp):
            return
        clients[client] = words
    seen = seen_by + [NAME]
    for friend in FRIENDS:
        if friend not in seen:
            outboxes[friend].put(' '.join(words + seen) + '\n')


def iamat(client, where, stamp):
    if not position(where) or not is_float(stamp):
        return None
    late = Decimal(time.time_ns()).scaleb(-9) - Decimal(stamp)
    words = ['AT', NAME, '{:+.9f}'.format(late), client, where, stamp]
    learn(words, [])
    return ' '.join(words) + '\n'


def whatsat(client, radius, bound):
    if not is_float(radius) or not re.match(r'^[0-9]+\Z', bound):
        return None
    if Decimal(radius) > 50 or int(bound) > 20:
        return None
    with lock:
        words = clients.get(client)
    if words is None:
        return None
    latitude, longitude = position(words[4])
    try:
        found = places(float(latitude), float(longitude), float(radius) * 1000)
    except (OSError, ValueError, http.client.HTTPException) as problem:
        note('ERROR places: %r' % problem)
        found = {'html_attributions': [], 'results': [], 'status': 'UNKNOWN_ERROR'}
    found['results'] = found['results'][:int(bound)]
    return ' '.join(words) + '\n' + json.dumps(found, indent=1, sort_keys=True) + '\n\n'


def places(latitude, longitude, metres):
    connection = http.client.HTTPSConnection('maps.googleapis.com', timeout=60)
    try:
        connection.request('GET', '/maps/api/place/nearbysearch/json?location=%.9f,%.9f&radius=%.0f&key=XXXX' % (
            latitude, longitude, metres))
        return json.loads(connection.getresponse().read().decode('utf-8'))
    finally:
        connection.close()


def answer(line):
    words = [word.decode('utf-8', 'surrogateescape') for word in line.split()]
    if words[0] == 'IAMAT' and len(words) == 4:
        return iamat(*words[1:])
    if words[0] == 'WHATSAT' and len(words) == 4:
        return whatsat(*words[1:])
    if words[0] == 'AT' and len(words) >= 6 and position(words[4]) and is_float(words[5]):
        learn(words[:6], words[6:])
        return ''
    return None


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        note('connection from %s:%d' % self.client_address)
        try:
            for line in self.rfile:
                line = line.rstrip(b'\n')
                if line.endswith(b'\r'):
                    line = line[:-1]
                if line.strip() == b'':
                    continue
                shown = line.decode('utf-8', 'surrogateescape')
                note('received ' + shown)
                reply = answer(line)
                if reply is None:
                    reply = '? ' + shown + '\n'
                if reply:
                    self.wfile.write(reply.encode('utf-8', 'surrogateescape'))
                    note('answered ' + reply)
        except OSError as problem:
            note('connection broken: %s' % problem)

    def finish(self):
        note('end of connection from %s:%d' % self.client_address)
        try:
            super().finish()
        except OSError:
            pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128


if __name__ == '__main__':
    for friend in FRIENDS:
        threading.Thread(target=postman, args=(friend,), daemon=True).start()
    with Server(('127.0.0.1', SERVERS[NAME]), Handler) as server:
        note('started')
        server.serve_forever()
