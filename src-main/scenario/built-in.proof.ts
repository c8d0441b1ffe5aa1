import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { createHost } from '../host/host.ts';
import { builtInIds, loadScenario, runScenario, textReport } from './index.ts';

const ids = await builtInIds();

describe.each(PRESETS.map(({ topology }) => topology))('our herd in the topology $id', (topology) => {
  it.each(ids)('passes %s', async (id) => {
    const result = await runScenario({
      scenario: await loadScenario(id),
      topology,
      openHost: (herd, source) =>
        createHost({ topology: herd, basePort: 0, places: { source }, logDir: null }),
      seed: 1,
      signal: new AbortController().signal,
      patience: 4,
    });
    expect(result.verdict, textReport(result)).toBe('pass');
  });
});
