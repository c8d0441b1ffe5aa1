// @ts-check
/**
 * How long a person waits for the window: from the start of the program until the herd is drawn and can be started,
 * and from the click on “Start herd” until five servers are ready. Prints one JSON object; the bench runs it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { devToolsOf, evaluateIn, findPage } from './electron/dev-tools.mjs';
import { findElectron, programIn } from './electron/find-electron.mjs';
import { hasDisplay, isRoot } from './electron/system.mjs';
import { ROOT } from './project.mjs';

const PAGE = 'herd://console/index.html';
const LOOK_MS = 5;
const LIMIT_MS = 60_000;

/** Resolves in the page when it can be used: the servers are drawn, and the button takes a click. */
const USABLE = `new Promise((done) => {
  const look = () => {
    const start = [...document.querySelectorAll('.app-bar button')].find((b) => b.textContent === 'Start herd');
    const cards = document.querySelectorAll('.react-flow__node').length;
    if (start && !start.disabled && cards === 5) done(true);
    else setTimeout(look, ${LOOK_MS});
  };
  look();
})`;

/** Clicks, and resolves with the milliseconds until the status bar says that all are ready. */
const START = `new Promise((done) => {
  let begun;
  const click = () => {
    const start = [...document.querySelectorAll('.app-bar button')].find((b) => b.textContent === 'Start herd');
    if (!start || start.disabled) return setTimeout(click, ${LOOK_MS});
    begun = performance.now();
    start.click();
    look();
  };
  const look = () => {
    const said = document.querySelector('.status-bar [role="status"]')?.textContent;
    if (said === '5 of 5 servers ready') done(performance.now() - begun);
    else setTimeout(look, ${LOOK_MS});
  };
  click();
})`;

/** @param {number} port */
async function pageOf(port) {
  const until = performance.now() + LIMIT_MS;
  while (performance.now() < until) {
    const page = await findPage(port, PAGE);
    if (page) return page;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error('The window did not open.');
}

async function measure() {
  const program = programIn(await findElectron());
  const userData = await mkdtemp(join(tmpdir(), 'herd-window-'));
  const args = ['.', ...(isRoot() ? ['--no-sandbox'] : []), `--user-data-dir=${userData}`, '--disable-gpu'];
  const begun = performance.now();
  const child = spawn(program, [...args, '--base-port=0', '--remote-debugging-port=0'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const page = await pageOf(await devToolsOf(child));
    await evaluateIn(page, USABLE);
    const usableMs = performance.now() - begun;
    return { usableMs, readyMs: await evaluateIn(page, START) };
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    await rm(userData, { recursive: true, force: true });
  }
}

if (!hasDisplay()) {
  console.error('There is no display to open a window on.\n  next: xvfb-run -a npx herd bench --only window');
  process.exit(2);
}
console.log(JSON.stringify(await measure()));
