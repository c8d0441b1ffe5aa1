/** To come: scenarios from files, the report's test, and their end. */
import type { Console } from '../state/console.ts';

export async function openScenario({ shell }: Console): Promise<void> {
  shell.showPane('scenarios');
}

export async function runReport({ client, shell }: Console): Promise<void> {
  shell.showPane('scenarios');
  const { text } = await client.call('scenario.read', { id: 'report-2016' });
  await client.call('scenario.run', { name: 'report-2016.yaml', text });
}

export async function stopScenario({ client }: Console): Promise<void> {
  await client.call('scenario.stop', {});
}
