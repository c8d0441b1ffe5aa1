// @ts-check
/**
 * `npm start`: makes everything ready, finds an Electron, and opens the window. What stands behind `--` is the app's.
 * Whatever is missing is named with the command that mends it.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { hasDisplay, INSTALL_COMMAND, isRoot, missingLibraries } from './electron/system.mjs';
import { ensure } from './ensure.mjs';
import { endWithParent } from './parent.mjs';
import { ROOT } from './project.mjs';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
/** An app that ends with an error this soon has not been able to start. */
const START_MS = 10_000;
/** The app's exit code where the command line can't be understood, as `herd` has it. */
const USAGE = 64;
const NO_SANDBOX = '--no-sandbox';
const HEADLESS = '--headless';

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

/**
 * @param {string} what
 * @param {readonly string[]} next
 * @returns {never}
 */
function giveUp(what, next) {
  say(`${what}\n  next: ${next.join('\n        ')}`);
  process.exit(1);
}

/** @param {string} program */
async function needLibraries(program) {
  const missing = await missingLibraries(program);
  if (missing.length === 0) return;
  giveUp(`The window needs libraries that this system doesn't have: ${missing.join(', ')}.`, [
    `${isRoot() ? '' : 'sudo '}${INSTALL_COMMAND}`,
    'or without a window: npx herd serve',
  ]);
}

async function findProgram() {
  // Only now: it needs packages that a fresh clone doesn't have before `ensure`.
  const { findElectron, isStandIn, programIn } = await import('./electron/find-electron.mjs');
  const folder = await findElectron().catch((/** @type {Error} */ error) =>
    giveUp(error.message, ['or without a window: npx herd serve']),
  );
  if (isStandIn(folder)) {
    say(
      'The window runs in a stand-in: an older Electron out of a third party’s package, for development and tests.',
    );
  }
  const program = programIn(folder);
  await needLibraries(program);
  return program;
}

/** @param {readonly string[]} args */
function withSandboxWord(args) {
  if (process.platform !== 'linux' || !isRoot() || args.includes(NO_SANDBOX)) return [];
  say(`This is root, for whom Chromium has no sandbox: starting with ${NO_SANDBOX}.`);
  return [NO_SANDBOX];
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @param {number} tookMs
 */
function tellOfEnd(code, signal, tookMs) {
  // What was refused has been told, with what to do; whether a window could be opened wasn't even tried.
  if (code === 0 || code === USAGE) return;
  say(`\nThe window ended ${signal ? `by ${signal}` : `with exit code ${code}`}.`);
  if (tookMs > START_MS) return;
  say('  next: read the messages above. If they speak of a sandbox: npm start -- --no-sandbox');
  say('        If they speak of a display: xvfb-run -a npm start');
  say('        Without a window: npx herd serve');
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {boolean} headless
 */
function run(program, args, headless) {
  const began = performance.now();
  const child = spawn(program, [...withSandboxWord(args), ROOT, ...args], { stdio: 'inherit' });
  let asked = false;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // A terminal has sent Ctrl-C to the child as well; a second one there would end it the hard way.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      asked = true;
    });
  }
  child.on('error', (error) => giveUp(`Electron can't be run: ${error.message}`, ['npx herd serve']));
  child.on('exit', (code, signal) => {
    if (!asked && !headless) tellOfEnd(code, signal, performance.now() - began);
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0));
  });
}

const args = process.argv.slice(2);
const headless = args.includes(HEADLESS);
if (!headless && !hasDisplay()) {
  giveUp('There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).', [
    'in a desktop session: npm start',
    'on a display in memory: xvfb-run -a npm start',
    'without a window: npx herd serve (after npm install), or npm run serve',
  ]);
}
ensure({ development: true });
const program = await findProgram();
endWithParent();
run(program, args, headless);
