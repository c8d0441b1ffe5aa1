"""twisted_tuned.py with batching by hand, made for this bench: the quickest Twisted herd that we could write.

A plain split of each read instead of LineOnlyReceiver's call for each line, one
write a connection and one a link for each read.

Usage: python3 twisted_batched.py NAME TOPOLOGY.json
"""

from twisted.internet import protocol
from twisted_tuned import Conversation, main


class BatchedConnection(Conversation, protocol.Protocol):
    def connectionMade(self):
        self.transport.setTcpNoDelay(True)
        self.begin(self.factory.herd)
        self.rest = b""
        self.floods = []
        # The list's own method: no call of ours for each line that is news.
        self.flood = self.floods.append

    def dataReceived(self, data):
        lines = (self.rest + data).split(b"\n")
        self.rest = lines.pop()
        replies = [reply for reply in map(self.reply_to, lines) if reply is not None]
        if replies:
            replies.append(b"")
            self.transport.write(b"\n".join(replies))
        if self.floods:
            self.pass_on()

    def pass_on(self):
        """One write a link; updates do not go back to the server that they came from."""
        end = b" %s\n" % self.herd.name
        data = end.join(self.floods) + end
        self.floods.clear()
        for name, link in self.herd.links.items():
            if name != self.heard_from:
                link.write(data)


if __name__ == "__main__":
    main(BatchedConnection)
