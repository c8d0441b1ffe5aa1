// @ts-check
/**
 * `npm test`: every check there is, one after the other, and at the end one
 * table of what passed and what didn't. A failed step doesn't hide the next.
 */
import { spawn } from 'node:child_process';
import { ensure } from './ensure.mjs';
import { ROOT } from './project.mjs';

/** In the order of what a person wants to hear of first. */
const STEPS = ['lint', 'types', 'unit', 'proof', 'test:e2e'];
/** The runners' own closing lines: Vitest's count of tests, then Playwright's. */
const CLOSING = /^\s*Tests\s+(.+)$|^\s+(\d+ (?:passed|failed|flaky|skipped|interrupted|did not run)\b.*)$/;
const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/**
 * Runs one npm script, shows all it says, and keeps its closing lines.
 * @param {string} step
 * @returns {Promise<{ step: string, ok: boolean, seconds: number, closing: string[] }>}
 */
function run(step) {
  console.log(`\n── npm run ${step} ${'─'.repeat(Math.max(0, 60 - step.length))}`);
  const began = performance.now();
  const child = spawn('npm', ['run', '--silent', step], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), ...process.env },
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
    process.stdout.write(chunk);
    // The closing lines are at the end: what is far above them may go.
    text = (text + chunk).slice(-20_000);
  });
  return new Promise((done) => {
    const end = (/** @type {boolean} */ ok) => {
      const lines = text.replaceAll(ESCAPES, '').split('\n');
      const closing = lines.flatMap((line) => line.match(CLOSING)?.slice(1).find(Boolean) ?? []);
      done({ step, ok, seconds: (performance.now() - began) / 1000, closing });
    };
    child.on('error', (error) => {
      console.error(error.message);
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

ensure({ development: true });
const results = [];
for (const step of STEPS) results.push(await run(step));

console.log(`\n${'═'.repeat(72)}`);
for (const { step, ok, seconds, closing } of results) {
  const time = `${seconds.toFixed(1)} s`.padStart(8);
  console.log(`${ok ? 'passed' : 'FAILED'}  ${step.padEnd(9)}${time}  ${closing.join(', ')}`.trimEnd());
}
const failed = results.filter(({ ok }) => !ok).map(({ step }) => step);
const total = results.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(0);
console.log(
  failed.length === 0
    ? `All ${results.length} steps passed in ${total} s.`
    : `${failed.length} of ${results.length} steps failed (${failed.join(', ')}) in ${total} s.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
