/** What the log shows, as a file: text for people, or a JSON object a line. */
import type { HerdEvent } from '../../src-shared/events/events.ts';
import type { Console } from '../state/console.ts';
import { describeEvent, KIND_WORDS } from './describe-event.ts';

const asText = (event: HerdEvent): string =>
  `${new Date(event.time).toISOString()}  ${event.server}  ${KIND_WORDS[event.type]}  ${describeEvent(event)}`;

export async function exportLog({ log, client, notices }: Console, kind: 'text' | 'json'): Promise<void> {
  const lines: string[] = [];
  for (const event of log.all()) lines.push(kind === 'text' ? asText(event) : JSON.stringify(event));
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const name = kind === 'text' ? 'herd-log.txt' : 'herd-log.jsonl';
  await client.call('file.save', { kind, name, bytes }).catch((thrown: unknown) => notices.tell(thrown));
}
