"""
Sends a Python program's requests for Google Places to a local server that answers in Google's forms.

The grader puts this folder in front through PYTHONPATH, so the program itself is not touched. Python imports this
file by its name when it starts. HERD_PLACES_URL says where the local server is, HERD_PLACES_CA which certificate
it is trusted by; without the first, nothing is changed.

Only the name is redirected: the two hosts resolve to the local server, whatever library asks (http.client, urllib,
requests, httpx, aiohttp, asyncio's streams, uvloop, Twisted). TLS stays TLS, because the server has a certificate for both hosts;
all there is to do is to trust it. Needs no module beyond Python's own, and runs on Python 2.7 too.
"""
import os
import sys

HOSTS = ("maps.googleapis.com", "places.googleapis.com")
# Stands for the hosts where a program wants an address without a port. Nothing listens there: see connect().
MARK = "127.114.80.76"


def is_google(host):
    if isinstance(host, (bytes, bytearray)):
        host = bytes(host).decode("ascii", "replace")
    return hasattr(host, "lower") and host.rstrip(".").lower() in HOSTS


def trusting(wrap, ca_file):
    """The same way to begin TLS, but for the two hosts the local server's certificate is trusted as well."""

    def wrap_trusting(self, *args, **named):
        if is_google(named.get("server_hostname")) or any(is_google(arg) for arg in args):
            self.load_verify_locations(ca_file)
        return wrap(self, *args, **named)

    return wrap_trusting


def trust(ca_file):
    """Late, when one of the hosts is asked for: importing ssl costs more than all the rest."""
    try:
        from ssl import SSLContext
    except ImportError:
        return
    for name in ("wrap_socket", "wrap_bio"):
        if hasattr(SSLContext, name):
            setattr(SSLContext, name, trusting(getattr(SSLContext, name), ca_file))


def moving(place, prepare):
    """What uvloop's loops do otherwise: they look names up and connect past the socket module."""

    def move(uvloop):
        connect, lookup = uvloop.Loop.create_connection, uvloop.Loop.getaddrinfo

        def create_connection(self, factory, host=None, port=None, **named):
            if host == MARK or is_google(host):
                prepare()
                if named.get("ssl") and named.get("server_hostname") is None:
                    named["server_hostname"] = host
                host, port = place
            return connect(self, factory, host, port, **named)

        def getaddrinfo(self, host, port, **named):
            if is_google(host):
                prepare()
                host = MARK
            return lookup(self, host, port, **named)

        uvloop.Loop.create_connection = create_connection
        uvloop.Loop.getaddrinfo = getaddrinfo

    return move


class WhenUvloop(object):
    """Calls `then` with the module when a program imports uvloop, which most don't: nothing is loaded before."""

    def __init__(self, then):
        self.then = then

    def find_module(self, name, path=None):
        """What Python 2 asks, which has no uvloop."""

    def find_spec(self, name, path=None, target=None):
        if name != "uvloop":
            return None
        sys.meta_path.remove(self)
        from importlib.util import find_spec

        spec = find_spec(name)
        if spec is None or spec.loader is None:
            return spec
        load = spec.loader.exec_module

        def load_then(module):
            load(module)
            self.then(module)

        spec.loader.exec_module = load_then
        return spec


def redirect(place, ca_file):
    import socket

    lookup, connect, connect_ex = socket.getaddrinfo, socket.socket.connect, socket.socket.connect_ex
    by_name, by_name_ex = socket.gethostbyname, socket.gethostbyname_ex
    to_be_trusted = [ca_file] if ca_file else []

    def prepare():
        try:
            trust(to_be_trusted.pop())
        except IndexError:
            pass

    def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
        if not is_google(host):
            return lookup(host, port, family, type, proto, flags)
        prepare()
        # Some take the address alone, and connect to it at their own port (httpx's AsyncClient). Windows' loop connects
        # past connect() below, and needs the address itself.
        host, port = place if sys.platform == "win32" else (MARK, port)
        return lookup(host, port, family, type, proto)

    def gethostbyname(host):
        return MARK if is_google(host) else by_name(host)

    def gethostbyname_ex(host):
        return (HOSTS[0], [], [MARK]) if is_google(host) else by_name_ex(host)

    def moved(address):
        if not isinstance(address, tuple) or not (address[0] == MARK or is_google(address[0])):
            return address
        prepare()
        return place

    def connect_moved(self, address):
        return connect(self, moved(address))

    def connect_ex_moved(self, address):
        return connect_ex(self, moved(address))

    socket.getaddrinfo = getaddrinfo
    socket.gethostbyname = gethostbyname
    socket.gethostbyname_ex = gethostbyname_ex
    socket.socket.connect = connect_moved
    socket.socket.connect_ex = connect_ex_moved
    sys.meta_path.insert(0, WhenUvloop(moving(place, prepare)))
    # aiohttp resolves names with it where it is installed, past the socket module; without it, it asks that one.
    sys.modules.setdefault("aiodns", None)


def tell_the_grader():
    """That what this program asks of Google would be heard: then none asked can be told from none heard."""
    try:
        open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "redirected"), "a").close()
    except (IOError, OSError):
        pass


def run_the_next_one():
    """Another sitecustomize (a distribution's, an instructor's) would have been run, were this one not in front."""
    here = os.path.dirname(os.path.abspath(__file__))
    path, mine = sys.path[:], sys.modules.pop(__name__)
    # Kept alive under another name: the other one takes its place.
    sys.modules["herd_places_redirect"] = mine
    sys.path[:] = [folder for folder in path if os.path.abspath(folder) != here]
    try:
        __import__("sitecustomize")
    except ImportError:
        sys.modules.setdefault(__name__, mine)
    finally:
        # What the other one added to the path stays.
        sys.path[:] = path + [folder for folder in sys.path if folder not in path]


if os.environ.get("HERD_PLACES_URL"):
    host, _, port = os.environ["HERD_PLACES_URL"].split("//")[-1].strip("/").rpartition(":")
    redirect((host, int(port)), os.environ.get("HERD_PLACES_CA"))
    tell_the_grader()
run_the_next_one()
