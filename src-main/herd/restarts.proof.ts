/** Servers that come back: their neighbours notice both, and nobody has to do anything for them to catch up. */
import { describe, it } from 'vitest';
import { topologyOf } from './testing/graphs.ts';
import { eventually, TestHerd } from './testing/test-herd.ts';

describe('a restarted server', () => {
  it('knows again what was still on its way from its last life', async () => {
    const herd = await TestHerd.start({ topology: topologyOf(['Ada', 'Bell'], [['Ada', 'Bell']]) });
    try {
      const client = await herd.client('Ada');
      await herd.untilKnown('Bell', 'first', await client.ask('IAMAT first +0+0 1'));
      await herd.host.call('server.pause', { servers: ['Bell'] });
      // More than Bell reads in one turn, so that Ada is back before it has read it all.
      const padding = 'x'.repeat(150);
      const reports = Array.from({ length: 30_000 }, (_, i) => `IAMAT c${i}-${padding} +0+0 1\n`);
      client.write(reports.join(''));
      for (const _ of reports) await client.line();
      // Not killed: then what waits in Bell's socket would be thrown away.
      await herd.host.call('server.stop', { servers: ['Ada'] });
      await herd.host.call('server.start', { servers: ['Ada'] });
      await herd.host.call('server.resume', { servers: ['Bell'] });
      await knowAsMuch(herd);
      await herd.untilKnown('Ada', 'marker', await (await herd.client('Bell')).ask('IAMAT marker +0+0 1'));
      await knowAsMuch(herd);
    } finally {
      await herd.close();
    }
  });
});

async function knowAsMuch(herd: TestHerd): Promise<void> {
  let clients: (number | undefined)[] = [];
  const same = async (): Promise<boolean> => {
    clients = (await herd.state()).servers.map(({ counters }) => counters?.clients);
    return new Set(clients).size === 1 && (clients[0] ?? 0) > 1;
  };
  await eventually(same, () => `all know as many clients: ${clients}`);
}
