/** Real Python programs, unchanged, whose requests for Google come to the stand-in. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRedirected, PLACES_URL_VARIABLE, placesEnvironment } from './environment.ts';
import { type PlacesStandIn, startPlacesStandIn } from './places-stand-in.ts';

/** Another one can be named, to try other versions and what is installed for them. */
const PYTHON = process.env['HERD_PYTHON'] ?? 'python3';
const URL_ASKED =
  'https://maps.googleapis.com/maps/api/place/nearbysearch/json?key=K&location=34.06,-118.44&radius=10000';
const SEEN = { form: 'legacy', latitude: 34.06, longitude: -118.44, radiusMetres: 10_000, key: 'K' };

let folder: string;
let standIn: PlacesStandIn;
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'herd-stand-in-'));
  standIn = await startPlacesStandIn();
  env = await placesEnvironment(standIn, folder, process.env);
});

afterEach(async () => {
  await standIn.close();
  await rm(folder, { recursive: true });
});

async function python(program: string, environment = env): Promise<string> {
  const { stdout } = await promisify(execFile)(PYTHON, ['-c', program], { env: environment });
  return stdout.trim();
}

/** Of `httpx, asyncio`: whether both are there. */
const has = (modules: string): boolean => spawnSync(PYTHON, ['-c', `import ${modules}`]).status === 0;

const PROGRAMS: Readonly<Record<string, string>> = {
  'urllib, https': `
from urllib.request import urlopen
print(urlopen("${URL_ASKED}").read().decode())`,
  'urllib, http': `
from urllib.request import urlopen
print(urlopen("${URL_ASKED.replace('https', 'http')}").read().decode())`,
  'http.client with a context of its own': `
import http.client, ssl
connection = http.client.HTTPSConnection("maps.googleapis.com", 443, context=ssl.create_default_context())
connection.request("GET", "${URL_ASKED.slice('https://maps.googleapis.com'.length)}")
print(connection.getresponse().read().decode())`,
  'asyncio streams': `
import asyncio
async def ask():
    reader, writer = await asyncio.open_connection("maps.googleapis.com", 443, ssl=True)
    writer.write(b"GET ${URL_ASKED} HTTP/1.1\\r\\nHost: maps.googleapis.com\\r\\nConnection: close\\r\\n\\r\\n".replace(b"https://maps.googleapis.com", b""))
    answer = (await reader.read()).decode()
    print(answer[answer.index("\\r\\n\\r\\n"):])
asyncio.run(ask())`,
  'a socket to an address that was looked up before': `
import socket, ssl
plain = socket.socket()
plain.connect((socket.gethostbyname("maps.googleapis.com"), 443))
secure = ssl.create_default_context().wrap_socket(plain, server_hostname="maps.googleapis.com")
secure.sendall(b"GET ${URL_ASKED} HTTP/1.0\\r\\n\\r\\n".replace(b"https://maps.googleapis.com", b""))
print(b"".join(iter(lambda: secure.recv(9999), b"")).decode().split("\\r\\n\\r\\n", 1)[1])`,
};

/** What is often installed with Python, but need not be. */
const LIBRARIES: Readonly<Record<string, string>> = {
  requests: `
import requests
print(requests.get("${URL_ASKED}").text)`,
  aiohttp: `
import asyncio, aiohttp
async def ask():
    async with aiohttp.ClientSession() as session:
        async with session.get("${URL_ASKED}") as answer:
            print(await answer.text())
asyncio.run(ask())`,
  httpx: `
import httpx
print(httpx.get("${URL_ASKED}").text)`,
  'httpx, asyncio': `
import asyncio, httpx
async def ask():
    async with httpx.AsyncClient() as client:
        print((await client.get("${URL_ASKED}")).text)
asyncio.run(ask())`,
  uvloop: `
import asyncio, uvloop
async def ask():
    reader, writer = await asyncio.open_connection("maps.googleapis.com", 443, ssl=True)
    writer.write(b"GET ${URL_ASKED} HTTP/1.1\\r\\nHost: maps.googleapis.com\\r\\nConnection: close\\r\\n\\r\\n".replace(b"https://maps.googleapis.com", b""))
    answer = (await reader.read()).decode()
    print(answer[answer.index("\\r\\n\\r\\n"):])
asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
asyncio.run(ask())`,
  'uvloop, aiohttp': `
import aiohttp, uvloop
async def ask():
    async with aiohttp.ClientSession() as session:
        async with session.get("${URL_ASKED}") as answer:
            print(await answer.text())
uvloop.run(ask())`,
  'uvloop, httpx': `
import httpx, uvloop
async def ask():
    async with httpx.AsyncClient() as client:
        print((await client.get("${URL_ASKED}")).text)
uvloop.run(ask())`,
  twisted: `
from twisted.internet import reactor
from twisted.web.client import Agent, readBody
asked = Agent(reactor).request(b"GET", b"${URL_ASKED}").addCallback(readBody)
asked.addBoth(lambda body: (print(body.decode() if isinstance(body, bytes) else body), reactor.stop()))
reactor.run()`,
};

describe(`a program in ${PYTHON} asks the stand-in by`, () => {
  it.each(Object.entries(PROGRAMS))('%s', async (_, program) => {
    expect(JSON.parse(await python(program))).toMatchObject({ status: 'OK' });
    expect(standIn.requests).toMatchObject([SEEN]);
  });

  for (const [library, program] of Object.entries(LIBRARIES)) {
    // Shown as skipped where it is not installed.
    it.skipIf(!has(library))(library, async () => {
      expect(JSON.parse(await python(program))).toMatchObject({ status: 'OK' });
      expect(standIn.requests).toMatchObject([SEEN]);
    });
  }

  it('the new form, by its own host', async () => {
    const program = `
import json, urllib.request
body = {"maxResultCount": 3, "locationRestriction": {"circle": {"center": {"latitude": 1.5, "longitude": -2}, "radius": 500}}}
headers = {"X-Goog-Api-Key": "N", "X-Goog-FieldMask": "places.displayName", "Content-Type": "application/json"}
asked = urllib.request.Request("https://places.googleapis.com/v1/places:searchNearby", json.dumps(body).encode(), headers)
print(len(json.load(urllib.request.urlopen(asked))["places"]))`;
    expect(await python(program)).toBe('3');
    expect(standIn.requests).toMatchObject([
      { form: 'new', latitude: 1.5, longitude: -2, radiusMetres: 500, maxResults: 3, key: 'N', secure: true },
    ]);
  });
});

describe('and nothing else changes', () => {
  it('for other hosts', async () => {
    const program = `
import socket
print(socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)[0][4])`;
    expect(await python(program)).toBe("('127.0.0.1', 80)");
  });

  it('for a certificate that another host is asked by', async () => {
    const program = `
import ssl
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
print(len(context.get_ca_certs()))
import socket
socket.getaddrinfo("maps.googleapis.com", 443)
context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="example.org")
print(len(context.get_ca_certs()))`;
    expect((await python(program)).split(/\s+/)).toEqual(['0', '0']);
  });

  it('where no stand-in is named: not even a module is loaded', async () => {
    const { [PLACES_URL_VARIABLE]: _, ...without } = env;
    const program = 'import sys; print("socket" in sys.modules, "ssl" in sys.modules)';
    expect(await python(program, without)).toBe('False False');
    expect(await python(program)).toBe('True False');
  });

  it('but that the grader can see that a program was redirected, whatever it asked', async () => {
    expect(isRedirected(folder)).toBe(false);
    await python('print(1)');
    expect(isRedirected(folder)).toBe(true);
  });

  it('for another sitecustomize, which still runs', async () => {
    const other = await mkdtemp(join(folder, 'other-'));
    await writeFile(join(other, 'sitecustomize.py'), 'import sys; sys.other_has_run = __file__');
    const both = await placesEnvironment(standIn, folder, { ...process.env, PYTHONPATH: other });
    expect(await python('import sys; print(sys.other_has_run)', both)).toBe(join(other, 'sitecustomize.py'));
    await python(PROGRAMS['urllib, https'] ?? '', both);
    expect(standIn.requests).toHaveLength(1);
  });
});
