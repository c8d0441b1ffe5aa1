// Our own server in this very process, so that signals are its own: node server.mjs NAME TOPOLOGY-FILE
import { pathToFileURL } from 'node:url';

const [node, , name, topology] = process.argv;
const { HERD_PROGRAM: herd, HERD_PLACES_URL: places } = process.env;
const options = ['--topology', topology, '--places', 'google', '--places-url', places, '--log-dir', '.'];
process.argv = [node, herd, 'serve', name, ...options];
await import(pathToFileURL(herd).href);
