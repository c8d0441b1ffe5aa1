"""A tuned Twisted herd server, written for this bench.

What can be had from Twisted without leaving its way of working: kept links,
bytes from end to end, a plain split for each read instead of LineReceiver's
call for each line, one write a connection and one a link for each read, no
log, a listen backlog of 4096.

Usage: python3 twisted_tuned.py NAME TOPOLOGY.json
"""

import json
import os
import sys
import threading
import time

from twisted.internet import protocol, reactor

NO_PLACES = b'\n{\n   "html_attributions" : [],\n   "results" : [],\n   "status" : "ZERO_RESULTS"\n}\n'


class Herd:
    """What one server knows, and its links."""

    def __init__(self, name):
        self.name = name
        self.prefix = b"AT " + name.encode() + b" "
        self.stamps = {}
        self.lines = {}
        self.links = {}
        self.floods = []

    def flush(self, heard_from):
        """One write a link; an update does not go back to the server that it came from."""
        floods, self.floods = self.floods, []
        message = b" %s\n" % self.name.encode()
        data = message.join(floods) + message
        for name, link in self.links.items():
            if name != heard_from:
                link.write(data)


class Connection(protocol.Protocol):
    def connectionMade(self):
        self.transport.setTcpNoDelay(True)
        self.rest = b""
        self.heard_from = None

    def dataReceived(self, data):
        lines = (self.rest + data).split(b"\n")
        self.rest = lines.pop()
        out = []
        herd = self.factory.herd
        for line in lines:
            fields = line.split()
            try:
                kind = fields[0]
                if kind == b"IAMAT":
                    out.append(self.iamat(herd, fields))
                elif kind == b"AT":
                    self.at(herd, fields)
                else:
                    out.append(self.whatsat(herd, fields))
            except (ValueError, KeyError):
                out.append(b"? " + line)
            except IndexError:
                if fields:
                    out.append(b"? " + line)
        if out:
            out.append(b"")
            self.transport.write(b"\n".join(out))
        if herd.floods:
            herd.flush(self.heard_from)

    def iamat(self, herd, fields):
        _, client, location, stamp = fields
        check_location(location)
        when = float(stamp)
        at = b"%s%+.9f %s %s %s" % (herd.prefix, time.time() - when, client, location, stamp)
        known = herd.stamps.get(client)
        if known is None or known < when:
            herd.stamps[client] = when
            herd.lines[client] = at
            herd.floods.append(at)
        return at

    def at(self, herd, fields):
        client = fields[3]
        when = float(fields[5])
        if self.heard_from is None and len(fields) > 6:
            self.heard_from = fields[6].decode()
        known = herd.stamps.get(client)
        if known is None or known < when:
            at = b" ".join(fields[:6])
            herd.stamps[client] = when
            herd.lines[client] = at
            herd.floods.append(at)

    def whatsat(self, herd, fields):
        kind, client, radius, bound = fields
        if kind != b"WHATSAT" or not 0 <= float(radius) <= 50 or not 0 <= int(bound) <= 20:
            raise ValueError("not a query")
        return herd.lines[client] + NO_PLACES


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


def main():
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
    factory.protocol = Connection
    factory.herd = herd
    host, port = address[name]
    reactor.listenTCP(port, factory, backlog=4096, interface=host)
    threading.Thread(target=end_with_parent, daemon=True).start()
    reactor.run()


if __name__ == "__main__":
    main()
