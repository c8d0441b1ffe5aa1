/** Scenarios from and to files, the report's test, and the end of a run. */
import { encodeText } from '../../src-shared/protocol/index.ts';
import type { Console } from '../state/console.ts';

export async function openScenario({ client, shell, scenarios }: Console): Promise<void> {
  const file = await client.call('file.open', { kind: 'scenario' });
  if (file === null) return;
  scenarios.add({ name: file.name, title: file.name, origin: 'file', text: file.text });
  shell.showPane('scenarios');
}

/** Shows a built-in scenario and runs it. */
export async function runBuiltIn({ shell, scenarios }: Console, id: string): Promise<void> {
  shell.showPane('scenarios');
  // Where it can't be read, another one may still be shown.
  if (await scenarios.showBuiltIn(id)) await scenarios.start();
}

/** Shows a text that was opened or recorded and runs it. */
export async function runText({ shell, scenarios }: Console, key: string): Promise<void> {
  shell.showPane('scenarios');
  scenarios.show(key);
  await scenarios.start();
}

export const runReport = (stores: Console): Promise<void> => runBuiltIn(stores, 'report-2016');

export const stopScenario = ({ scenarios }: Console): Promise<void> => scenarios.stop();

export const nextStep = ({ scenarios }: Console): Promise<void> => scenarios.next();

/** Lets a person choose where; nothing happens if they don't. */
export async function saveScenario({ client, scenarios }: Console): Promise<void> {
  const text = scenarios.shownText();
  if (!text) return;
  const bytes = encodeText(text.text);
  const saved = await client.call('file.save', { kind: 'scenario', name: text.name, bytes });
  if (saved !== null) scenarios.saved(nameOf(saved.path));
}

export async function saveReport({ client, scenarios }: Console): Promise<void> {
  const { run } = scenarios.getState();
  if (!run?.result) return;
  const { title, report } = run.result;
  const name = `${fileName(title)}-report.md`;
  await client.call('file.save', { kind: 'report', name, bytes: encodeText(report) });
}

/** Ends the recording and shows it. */
export function finishRecording({ recorder, scenarios }: Console): void {
  const text = recorder.finish();
  if (text !== undefined) showRecording(scenarios, text);
}

export function showRecording(scenarios: Console['scenarios'], text: string): void {
  const time = new Date().toISOString().slice(11, 16);
  scenarios.add({
    name: `recorded-${time.replace(':', '')}.yaml`,
    title: `Recording of ${time} UTC`,
    origin: 'recorded',
    text,
  });
}

const nameOf = (path: string): string => path.split(/[/\\]/).at(-1) || path;

const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'scenario';
