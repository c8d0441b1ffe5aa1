/** 1,000 random payloads to each command: every one is answered as data, nothing crashes, nothing is left unhandled. */
import { FRONT_CONTRACT } from '../src-shared/front-contract.ts';
import { ask, expect, test } from './console-app.ts';

const PAYLOADS = 1_000;
const SEED = Number(process.env['PAYLOAD_SEED'] ?? Date.now() % 2 ** 31);

test(`every command survives ${PAYLOADS} random payloads`, async ({ app, page, userData }) => {
  test.setTimeout(300_000);
  console.log(`PAYLOAD_SEED=${SEED}`);
  await app.evaluate(({ dialog, shell, clipboard }) => {
    const seen = globalThis as unknown as { faults: string[] };
    seen.faults = [];
    process.prependListener('uncaughtException', (error) => seen.faults.push(String(error)));
    process.prependListener('unhandledRejection', (reason) => seen.faults.push(String(reason)));
    // Nobody is there to choose a file, and the machine's own clipboard and programs are left alone.
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] });
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' });
    shell.openExternal = async () => undefined;
    shell.openPath = async () => '';
    clipboard.writeText = async () => undefined;
  });
  const commands = Object.keys(FRONT_CONTRACT);
  const answered = await page.evaluate(
    async ({ names, count, seed }) => {
      const { herd } = window as unknown as {
        herd: { call(command: unknown, request: unknown): Promise<{ ok?: unknown }> };
      };
      // mulberry32: small, and the same for the same seed.
      let state = seed;
      const random = () => {
        state = (state + 0x6d2b79f5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
      };
      const one = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
      const WORDS =
        'servers links server bytes halfClose timeoutMs cuts at clients topology id title name text url key source theme places basePort logDir onlineTiles kind workspace layout positions templates welcomed perSecond latitude longitude radiusKm prefix seed __proto__ constructor toString then toJSON'.split(
          ' ',
        );
      const TEXTS = [
        '',
        'Ball',
        '../../x',
        '\0',
        'a'.repeat(5_000),
        '‮',
        '<img src=x onerror=1>',
        'google',
        'dark',
      ];
      const value = (depth: number): unknown => {
        const makers = [
          () => undefined,
          () => null,
          () => random() < 0.5,
          () => one([0, -1, 1e308, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, random() * 1_000]),
          () => one(TEXTS),
          () => BigInt(1),
          () => new Date(one([0, Number.NaN])),
          () => new Uint8Array(Math.floor(random() * 64)),
          () => new Map([[value(depth + 1), 1]]),
          () => new Error('x'),
          () => /x/g,
          () => Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1)),
          () =>
            Object.fromEntries(
              Array.from({ length: Math.floor(random() * 5) }, () => [one(WORDS), value(depth + 1)]),
            ),
        ];
        return one(depth > 3 ? makers.slice(0, 8) : makers)();
      };
      const counts: Record<string, number> = {};
      for (const name of names) {
        counts[name] = 0;
        for (let i = 0; i < count; i += 1) {
          const request =
            i % 4 === 0
              ? value(0)
              : Object.fromEntries(WORDS.flatMap((w) => (random() < 0.1 ? [[w, value(1)]] : [])));
          const outcome = await herd.call(name, request);
          if (typeof outcome?.ok === 'boolean') counts[name] = (counts[name] ?? 0) + 1;
        }
      }
      return counts;
    },
    { names: commands, count: PAYLOADS, seed: SEED },
  );
  expect(answered).toEqual(Object.fromEntries(commands.map((name) => [name, PAYLOADS])));
  expect(await app.evaluate(() => (globalThis as unknown as { faults: string[] }).faults)).toEqual([]);
  expect((await ask(page, 'herd.state', {})).servers.length).toBeGreaterThan(0);
  expect(userData).not.toBe('');
});
