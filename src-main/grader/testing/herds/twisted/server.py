"""Proxy herd with Twisted's LineReceiver; lines end in LF. python3 server.py NAME"""
import json
import logging
import re
import sys
import time
from decimal import Decimal

from twisted.internet import defer, endpoints, protocol, reactor
from twisted.internet.interfaces import IHalfCloseableProtocol
from twisted.protocols.basic import LineOnlyReceiver, LineReceiver
from twisted.web.client import Agent, readBody
from zope.interface import implementer

PORT_NUMBERS = {
    "Alford": 12400,
    "Ball": 12401,
    "Hamilton": 12402,
    "Holiday": 12403,
    "Welsh": 12404,
}
NEIGHBOR_LIST = {
    "Alford": ["Hamilton", "Welsh"],
    "Ball": ["Holiday", "Welsh"],
    "Hamilton": ["Alford", "Holiday"],
    "Holiday": ["Ball", "Hamilton"],
    "Welsh": ["Alford", "Ball"],
}
PLACES = "https://maps.googleapis.com/maps/api/place/nearbysearch/json?location=%s,%s&radius=%s&sensor=false&key=KEY"


def number(text):
    return re.match(br"[0-9]+(\.[0-9]+)?\Z", text)


def place(text):
    match = re.match(br"([+-][0-9]+(?:\.[0-9]+)?)([+-][0-9]+(?:\.[0-9]+)?)\Z", text)
    if match and abs(float(match.group(1))) <= 90 and abs(float(match.group(2))) <= 180:
        return match.groups()
    return None


@implementer(IHalfCloseableProtocol)
class ProxyProtocol(LineReceiver):
    delimiter = b"\n"

    def __init__(self, factory):
        self.factory = factory
        self.queue = defer.DeferredLock()

    def connectionMade(self):
        logging.info("Connection established with %s", self.transport.getPeer())

    def connectionLost(self, reason):
        logging.info("Connection lost with %s: %s", self.transport.getPeer(), reason.getErrorMessage())

    def readConnectionLost(self):
        rest = self.clearLineBuffer()
        if rest:
            self.lineReceived(rest)
        # Behind all that is still to be answered.
        self.queue.run(self.transport.loseConnection)

    def writeConnectionLost(self):
        self.transport.loseConnection()

    def lineReceived(self, line):
        line = line.rstrip(b"\r")
        if not line.strip():
            return
        logging.info("Line received: %s", line.decode("utf-8", "surrogateescape"))
        # In the order of the commands, also when Places takes its time.
        self.queue.run(self.process, line)

    @defer.inlineCallbacks
    def process(self, line):
        words = line.split()
        reply = None
        if words[0] == b"IAMAT" and len(words) == 4:
            reply = self.iamat(*words[1:])
        elif words[0] == b"WHATSAT" and len(words) == 4:
            reply = yield self.whatsat(*words[1:])
        elif words[0] == b"AT" and len(words) == 7 and place(words[4]) and number(words[5]):
            self.factory.learn(words[:6], words[6].decode())
            return
        if reply is None:
            reply = b"? " + line + b"\n"
        self.transport.write(reply)
        logging.info("Response: %s", reply.decode("utf-8", "surrogateescape"))

    def iamat(self, client, location, stamp):
        if not place(location) or not number(stamp):
            return None
        skew = Decimal(time.time_ns()) / 1000000000 - Decimal(stamp.decode())
        words = [b"AT", self.factory.name.encode(), b"%s" % format(skew, "+.9f").encode(), client, location, stamp]
        self.factory.learn(words, None)
        return b" ".join(words) + b"\n"

    @defer.inlineCallbacks
    def whatsat(self, client, radius, bound):
        if client not in self.factory.clients or not number(radius) or not bound.isdigit():
            return None
        if float(radius) > 50 or int(bound) > 20:
            return None
        words = self.factory.clients[client]
        latitude, longitude = (float(degrees) for degrees in place(words[4]))
        url = PLACES % (latitude, longitude, float(radius) * 1000)
        try:
            response = yield Agent(reactor).request(b"GET", url.encode())
            body = yield readBody(response)
            answer = json.loads(body)
        except Exception as error:
            logging.error("Places failed: %r", error)
            answer = {"html_attributions": [], "results": [], "status": "UNKNOWN_ERROR"}
        answer["results"] = answer["results"][:int(bound)]
        return b" ".join(words) + b"\n" + json.dumps(answer, indent=3).encode() + b"\n\n"


class PeerProtocol(LineOnlyReceiver):
    def __init__(self, line):
        self.line = line

    def connectionMade(self):
        self.transport.write(self.line + b"\n")
        self.transport.loseConnection()


class ProxyFactory(protocol.ServerFactory):
    def __init__(self, name):
        self.name = name
        self.clients = {}

    def buildProtocol(self, addr):
        return ProxyProtocol(self)

    def learn(self, words, sender):
        client, stamp = words[3], Decimal(words[5].decode())
        if client in self.clients and Decimal(self.clients[client][5].decode()) >= stamp:
            logging.info("Not new: %s", b" ".join(words).decode("utf-8", "surrogateescape"))
            return
        self.clients[client] = words
        for neighbor in NEIGHBOR_LIST[self.name]:
            if neighbor != sender:
                self.tell(neighbor, b" ".join(words) + b" " + self.name.encode())

    def tell(self, neighbor, line):
        endpoint = endpoints.TCP4ClientEndpoint(reactor, "127.0.0.1", PORT_NUMBERS[neighbor])
        connected = endpoints.connectProtocol(endpoint, PeerProtocol(line))
        shown = line.decode("utf-8", "surrogateescape")
        connected.addCallbacks(
            lambda _: logging.info("Connected to %s, sent: %s", neighbor, shown),
            lambda failure: logging.info("Cannot connect to %s: %s", neighbor, failure.getErrorMessage()),
        )


if __name__ == "__main__":
    name = sys.argv[1]
    logging.basicConfig(filename=name + ".log", level=logging.INFO, encoding="utf-8", errors="surrogateescape",
                        format="%(asctime)s %(levelname)s %(message)s")
    reactor.listenTCP(PORT_NUMBERS[name], ProxyFactory(name), interface="127.0.0.1")
    reactor.run()
