"""A herd server in the design of a Fall 2016 course report, written for this bench.

LineReceiver servers; every flooded message goes over a connection of its own,
opened by a ClientFactory; the servers that a message has visited are appended
to its AT line; every line in and out and every connection is logged to a file.

Usage: python3 twisted_report.py NAME TOPOLOGY.json LOGFILE
"""

import json
import logging
import os
import sys
import threading
import time

from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver

NO_PLACES = '{\n   "html_attributions" : [],\n   "results" : [],\n   "status" : "ZERO_RESULTS"\n}'


class HerdServer(LineReceiver):
    delimiter = b"\n"

    def connectionMade(self):
        self.factory.connections += 1
        logging.info("Connection opened, %d in all", self.factory.connections)

    def connectionLost(self, reason):
        self.factory.connections -= 1
        logging.info("Connection closed, %d in all", self.factory.connections)

    def lineReceived(self, raw):
        line = raw.decode("utf-8", "replace").strip()
        logging.info("Received: %s", line)
        fields = line.split()
        if not fields:
            return
        try:
            if fields[0] == "IAMAT" and len(fields) == 4:
                self.handle_iamat(fields)
            elif fields[0] == "WHATSAT" and len(fields) == 4:
                self.handle_whatsat(fields)
            elif fields[0] == "AT" and len(fields) >= 6:
                self.handle_at(fields)
            else:
                raise ValueError("unknown command")
        except (ValueError, KeyError):
            self.answer("? " + line)

    def answer(self, text):
        logging.info("Sent: %s", text)
        self.transport.write((text + "\n").encode("utf-8"))

    def handle_iamat(self, fields):
        client, location, stamp = fields[1:]
        check_location(location)
        at = "AT %s %+.9f %s %s %s" % (
            self.factory.name,
            time.time() - float(stamp),
            client,
            location,
            stamp,
        )
        self.answer(at)
        if self.factory.learn(client, float(stamp), at):
            self.factory.flood(at, [self.factory.name])

    def handle_whatsat(self, fields):
        radius, bound = float(fields[2]), int(fields[3])
        if not 0 <= radius <= 50 or not 0 <= bound <= 20:
            raise ValueError("out of bounds")
        at = self.factory.clients[fields[1]][1]
        self.answer(at + "\n" + NO_PLACES + "\n")

    def handle_at(self, fields):
        client, stamp = fields[3], float(fields[5])
        at = " ".join(fields[:6])
        visited = fields[6:]
        if self.factory.learn(client, stamp, at):
            self.factory.flood(at, visited + [self.factory.name])


class HerdServerFactory(protocol.ServerFactory):
    protocol = HerdServer

    def __init__(self, name, neighbours):
        self.name = name
        self.neighbours = neighbours
        self.connections = 0
        self.clients = {}

    def learn(self, client, stamp, at):
        known = self.clients.get(client)
        if known is not None and known[0] >= stamp:
            logging.info("Already known: %s", at)
            return False
        self.clients[client] = (stamp, at)
        return True

    def flood(self, at, visited):
        message = at + " " + " ".join(visited)
        for name, (host, port) in self.neighbours.items():
            if name not in visited:
                reactor.connectTCP(host, port, FloodFactory(name, message))


class FloodClient(LineReceiver):
    delimiter = b"\n"

    def connectionMade(self):
        logging.info("Flooded to %s: %s", self.factory.name, self.factory.message)
        self.sendLine(self.factory.message.encode("utf-8"))
        self.transport.loseConnection()


class FloodFactory(protocol.ClientFactory):
    protocol = FloodClient
    noisy = False

    def __init__(self, name, message):
        self.name = name
        self.message = message

    def clientConnectionFailed(self, connector, reason):
        logging.info("No connection to %s, message lost: %s", self.name, self.message)


def check_location(location):
    cut = max(location.rfind("+"), location.rfind("-"))
    latitude, longitude = float(location[:cut]), float(location[cut:])
    if cut < 1 or location[0] not in "+-" or abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError("not a location")


def end_with_parent():
    """The bench holds our stdin: when it ends, however it ends, so do we."""
    sys.stdin.read()
    os._exit(0)


def main():
    name, topology_file, log_file = sys.argv[1:]
    with open(topology_file, encoding="utf-8") as file:
        topology = json.load(file)
    address = {s["name"]: (s["host"], s["port"]) for s in topology["servers"]}
    neighbours = {}
    for a, b in (link.split("-") for link in topology["links"]):
        if name in (a, b):
            other = b if name == a else a
            neighbours[other] = address[other]
    logging.basicConfig(filename=log_file, level=logging.INFO, format="%(asctime)s %(message)s")
    host, port = address[name]
    reactor.listenTCP(port, HerdServerFactory(name, neighbours), interface=host)
    threading.Thread(target=end_with_parent, daemon=True).start()
    reactor.run()


if __name__ == "__main__":
    main()
