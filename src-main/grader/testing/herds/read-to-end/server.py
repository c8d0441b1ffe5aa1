# CS 131 project: proxy herd.  Every connection is read to its end, then answered, then closed.
import asyncio, json, re, sys, time
import urllib.request
from fractions import Fraction

ports = {"Alford": 12100, "Ball": 12101, "Hamilton": 12102, "Holiday": 12103, "Welsh": 12104}
talks_to = {
    "Alford": ("Hamilton", "Welsh"),
    "Ball": ("Holiday", "Welsh"),
    "Hamilton": ("Alford", "Holiday"),
    "Holiday": ("Ball", "Hamilton"),
    "Welsh": ("Alford", "Ball"),
}
KEY = "AIzaSy-put-yours-here"

me = None
log_file = None
known = {}       # client -> (time stamp, whole AT line)
background = set()


def log(*what):
    print(time.strftime("%H:%M:%S"), *what, file=log_file, flush=True)


def text_of(raw):
    return raw.decode("utf-8", "surrogateescape")


def good_number(text):
    return re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) is not None


def split_location(text):
    parts = re.fullmatch(r"([-+][0-9]+(?:\.[0-9]+)?)([-+][0-9]+(?:\.[0-9]+)?)", text)
    if parts and -90 <= float(parts[1]) <= 90 and -180 <= float(parts[2]) <= 180:
        return parts[1], parts[2]
    return None


def remember(client, stamp, at_line):
    if client in known and Fraction(known[client][0]) >= Fraction(stamp):
        return False
    known[client] = (stamp, at_line)
    return True


async def tell(neighbor, at_line):
    try:
        reader, writer = await asyncio.open_connection("localhost", ports[neighbor])
    except OSError:
        log("ERROR: could not connect to", neighbor)
        return
    log("CONNECTED to", neighbor)
    log("OUT to", neighbor + ":", at_line)
    try:
        writer.write((at_line + "\n").encode("utf-8", "surrogateescape"))
        writer.write_eof()
        await reader.read()
    except OSError:
        log("ERROR: lost", neighbor)
    writer.close()
    log("CLOSED connection to", neighbor)


def flood(at_line):
    for neighbor in talks_to[me]:
        task = asyncio.get_running_loop().create_task(tell(neighbor, at_line))
        background.add(task)
        task.add_done_callback(background.discard)


def ask_places(latitude, longitude, metres):
    url = ("https://maps.googleapis.com/maps/api/place/nearbysearch/json?location="
           + latitude.lstrip("+") + "," + longitude.lstrip("+") + "&radius=" + metres + "&key=" + KEY)
    with urllib.request.urlopen(url, timeout=60) as response:
        return json.load(response)


async def command(line):
    """The answer to one line; None if it is invalid."""
    words = [text_of(word) for word in line.split()]
    if words[0] == "IAMAT" and len(words) == 4:
        _, client, location, stamp = words
        if split_location(location) is None or not good_number(stamp):
            return None
        difference = Fraction(time.time_ns(), 10**9) - Fraction(stamp)
        nanoseconds = round(difference * 10**9)
        sign = "-" if nanoseconds < 0 else "+"
        seconds = "%d.%09d" % divmod(abs(nanoseconds), 10**9)
        at_line = " ".join(["AT", me, sign + seconds, client, location, stamp])
        if remember(client, stamp, at_line):
            flood(at_line)
        return at_line + "\n"
    if words[0] == "AT" and len(words) == 6:
        if split_location(words[4]) is None or not good_number(words[5]):
            return None
        at_line = " ".join(words)
        if remember(words[3], words[5], at_line):
            flood(at_line)
        return ""
    if words[0] == "WHATSAT" and len(words) == 4:
        _, client, radius, bound = words
        if not good_number(radius) or not re.fullmatch("[0-9]+", bound) or client not in known:
            return None
        if Fraction(radius) > 50 or int(bound) > 20:
            return None
        at_line = known[client][1]
        latitude, longitude = split_location(at_line.split(" ")[4])
        metres = str(round(Fraction(radius) * 1000))
        log("PLACES", latitude, longitude, metres)
        try:
            found = await asyncio.get_running_loop().run_in_executor(
                None, ask_places, latitude, longitude, metres)
        except Exception as error:
            log("ERROR: places:", repr(error))
            return None
        found["results"] = found["results"][:int(bound)]
        return at_line + "\n" + json.dumps(found, indent=4) + "\n\n"
    return None


async def serve(reader, writer):
    peer = writer.get_extra_info("peername")
    log("NEW connection from", peer)
    try:
        everything = await reader.read()
        for line in everything.split(b"\n"):
            line = line[:-1] if line.endswith(b"\r") else line
            if not line.strip():
                continue
            log("IN from", peer, text_of(line))
            answer = await command(line)
            if answer is None:
                answer = "? " + text_of(line) + "\n"
            if answer:
                log("OUT to", peer, answer)
                writer.write(answer.encode("utf-8", "surrogateescape"))
        await writer.drain()
    except OSError as error:
        log("ERROR:", peer, repr(error))
    log("CLOSED connection from", peer)
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "localhost", ports[me])
    async with server:
        await server.serve_forever()


me = sys.argv[1]
if me not in ports:
    print("no such server:", me)
    sys.exit(1)
log_file = open(me + ".log", "a", encoding="utf-8", errors="surrogateescape")
asyncio.run(main())
