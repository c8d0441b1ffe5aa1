"""A tuned Twisted herd server in Twisted's own way of writing one, made for this bench.

Kept links, LineOnlyReceiver with LF, bytes from end to end, one transport.write
a line, TCP_NODELAY, no log, a listen backlog of 4096. Twisted itself gathers
what is written in one turn of its reactor into one send.

twisted_batched.py makes of it a herd that does its own batching.

Usage: python3 twisted_tuned.py NAME TOPOLOGY.json
"""

import json
import os
import sys
import threading
import time

from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineOnlyReceiver

NO_PLACES = b'\n{\n   "html_attributions" : [],\n   "results" : [],\n   "status" : "ZERO_RESULTS"\n}\n'


class Herd:
    """What one server knows, and its links."""

    def __init__(self, name):
        self.name = name.encode()
        self.prefix = b"AT " + self.name + b" "
        self.stamps = {}
        self.lines = {}
        self.links = {}


class Conversation:
    """What a line means, however lines are read and written. `flood` is handed each AT line that is news."""

    def begin(self, herd):
        self.herd = herd
        self.heard_from = None

    def reply_to(self, line):
        """The reply without its line end, or None where there is none."""
        fields = line.split()
        try:
            kind = fields[0]
            if kind == b"IAMAT":
                return self.iamat(fields)
            if kind == b"AT":
                return self.at(fields)
            return self.whatsat(fields)
        except (ValueError, KeyError):
            return b"? " + line
        except IndexError:
            return b"? " + line if fields else None

    def iamat(self, fields):
        _, client, location, stamp = fields
        check_location(location)
        when = float(stamp)
        herd = self.herd
        at = b"%s%+.9f %s %s %s" % (herd.prefix, time.time() - when, client, location, stamp)
        known = herd.stamps.get(client)
        if known is None or known < when:
            herd.stamps[client] = when
            herd.lines[client] = at
            self.flood(at)
        return at

    def at(self, fields):
        client = fields[3]
        when = float(fields[5])
        if self.heard_from is None and len(fields) > 6:
            self.heard_from = fields[6].decode()
        herd = self.herd
        known = herd.stamps.get(client)
        if known is None or known < when:
            at = b" ".join(fields[:6])
            herd.stamps[client] = when
            herd.lines[client] = at
            self.flood(at)

    def whatsat(self, fields):
        kind, client, radius, bound = fields
        if kind != b"WHATSAT" or not 0 <= float(radius) <= 50 or not 0 <= int(bound) <= 20:
            raise ValueError("not a query")
        return self.herd.lines[client] + NO_PLACES


class TunedConnection(Conversation, LineOnlyReceiver):
    delimiter = b"\n"

    def connectionMade(self):
        self.transport.setTcpNoDelay(True)
        self.begin(self.factory.herd)

    def lineReceived(self, line):
        reply = self.reply_to(line)
        if reply is not None:
            self.transport.write(reply + b"\n")

    def flood(self, at):
        """An update does not go back to the server that it came from."""
        message = b"%s %s\n" % (at, self.herd.name)
        for name, link in self.herd.links.items():
            if name != self.heard_from:
                link.write(message)


class LinkEnd(protocol.Protocol):
    def connectionMade(self):
        self.transport.setTcpNoDelay(True)
        self.factory.herd.links[self.factory.neighbour] = self.transport

    def connectionLost(self, reason):
        self.factory.herd.links.pop(self.factory.neighbour, None)


class LinkFactory(protocol.ReconnectingClientFactory):
    protocol = LinkEnd
    noisy = False
    initialDelay = 0.05
    maxDelay = 1

    def __init__(self, herd, neighbour):
        self.herd = herd
        self.neighbour = neighbour


def check_location(location):
    cut = max(location.rfind(b"+"), location.rfind(b"-"))
    if cut < 1 or location[0] not in b"+-" or abs(float(location[:cut])) > 90 or abs(float(location[cut:])) > 180:
        raise ValueError("not a location")


def end_with_parent():
    """The bench holds our stdin: when it ends, however it ends, so do we."""
    sys.stdin.read()
    os._exit(0)


def main(connection):
    name, topology_file = sys.argv[1:]
    with open(topology_file, encoding="utf-8") as file:
        topology = json.load(file)
    address = {s["name"]: (s["host"], s["port"]) for s in topology["servers"]}
    herd = Herd(name)
    for a, b in (link.split("-") for link in topology["links"]):
        if name in (a, b):
            other = b if name == a else a
            reactor.connectTCP(*address[other], LinkFactory(herd, other))
    factory = protocol.ServerFactory()
    factory.protocol = connection
    factory.herd = herd
    host, port = address[name]
    reactor.listenTCP(port, factory, backlog=4096, interface=host)
    threading.Thread(target=end_with_parent, daemon=True).start()
    reactor.run()


if __name__ == "__main__":
    main(TunedConnection)
