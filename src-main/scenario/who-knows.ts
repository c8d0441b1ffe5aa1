/** Asks servers what they know of a client, waits until they know, and makes sure that what they can't know isn't there. */
import { decodeText, encodeText, parseLine } from '../../src-shared/protocol/index.ts';
import { compareUpdates, type KnownUpdate } from '../../src-shared/topology/knowledge.ts';
import { visible } from '../../src-shared/visible-bytes.ts';
import { waitFor } from './deadline.ts';
import type { Play } from './play.ts';
import { ANY_DIFF, fieldsLine, type ReplyMatcher } from './reply-matcher.ts';
import { ScenarioFailure } from './verdict.ts';
import { compareReply, wrongByte } from './wrong-byte.ts';

/** The query that asks what a server knows: the least that costs, and valid for every herd. */
const question = (client: string): string => `WHATSAT ${client} 1 1`;
const MARKER_LOCATION = '+34.068930-118.445127';
const LF = 0x0a;

/** What a server answered: an update of the run's history, or `? `. */
interface Answer {
  readonly server: string;
  readonly line: Uint8Array;
  readonly update: KnownUpdate | undefined;
}

const ONE_LINE: ReplyMatcher = {
  describe: 'an AT line, or “? ” and the line',
  match(bytes) {
    const end = bytes.indexOf(LF);
    return end === -1 ? { kind: 'more' } : { kind: 'match', used: end + 1 };
  },
};

async function ask(play: Play, server: string, client: string): Promise<Answer> {
  const conversation = await play.connect(server);
  const quiet = play.aside();
  try {
    await conversation.send(quiet, [encodeText(`${question(client)}\n`)], false);
    const line = await conversation.receive(quiet, ONE_LINE, true);
    return { server, line, update: identify(play, server, client, line) };
  } finally {
    play.hangUp(conversation);
  }
}

/** Which update of the run's history a line tells of. @throws ScenarioFailure when it is none of them */
function identify(play: Play, server: string, client: string, line: Uint8Array): KnownUpdate | undefined {
  const refusal = encodeText(`? ${question(client)}\n`);
  if (line[0] === refusal[0]) {
    const wrong = compareReply(refusal, line);
    if (!wrong) return undefined;
    play.transcript.got(server, line);
    throw new ScenarioFailure(`${server} refuses “${question(client)}” in a wrong form`, wrong);
  }
  const text = decodeText(line.subarray(0, -1));
  const parsed = parseLine(text);
  const updates = play.knowledge.updatesOf(client);
  const found =
    parsed.kind === 'at' &&
    updates.find(
      (update) =>
        compareUpdates(update, parsed) === 0 &&
        (update.lines.size === 0
          ? parsed.extras.length === 0 && parsed.client === client
          : update.lines.has(text)),
    );
  if (found) return found;
  play.transcript.got(server, line);
  const newest = updates.at(-1);
  throw new ScenarioFailure(
    `${server} tells of ${client} what nobody reported: ${visible(line)}`,
    newest ? differenceTo(newest, line) : undefined,
  );
}

/** A line, and where it leaves what it should be. */
function differenceTo(update: KnownUpdate, line: Uint8Array): ReturnType<typeof compareReply> {
  for (const stored of update.lines) {
    const wrong = compareReply(encodeText(`${stored}\n`), line);
    if (wrong) return wrong;
  }
  const { origin, client, location, timestamp } = update;
  const match = fieldsLine(['AT', origin, ANY_DIFF, client, location, timestamp], '').match(line);
  return match.kind === 'wrong' ? wrongByte(line, match.offset, match.what, match.expected) : undefined;
}

/** Waits until each of `servers` knows `update` or a newer one of its client. */
export async function awaitKnown(play: Play, update: KnownUpdate, servers: readonly string[]): Promise<void> {
  const missing = new Map<string, Answer | undefined>(servers.map((server) => [server, undefined]));
  const look = async (): Promise<true | undefined> => {
    const answers = await Promise.all([...missing.keys()].map((server) => ask(play, server, update.client)));
    for (const answer of answers) {
      missing.set(answer.server, answer);
      if (!answer.update || compareUpdates(answer.update, update) < 0) continue;
      play.knowledge.seen(answer.server, answer.update);
      missing.delete(answer.server);
    }
    return missing.size === 0 ? true : undefined;
  };
  if (await waitFor(look, { seconds: play.within, signal: play.signal })) return;
  for (const [server, answer] of missing) if (answer) play.transcript.got(server, answer.line);
  const [first] = missing.values();
  throw new ScenarioFailure(
    `${[...missing.keys()].join(', ')} did not come to know ${update.client}’s newest update within ${play.within} s`,
    first && differenceTo(update, first.line),
  );
}

/**
 * Waits until everything that is under way has arrived: each server is told of a new client (a marker), and
 * everyone who can hear of it does. What was sent over a link before the marker has arrived before it.
 */
export async function settle(play: Play): Promise<void> {
  const aside = play.aside();
  await Promise.all(
    play.knowledge.ready.map(async (server) => {
      const client = `marker-${play.nextMarker()}`;
      const timestamp = play.values.fill('{now}');
      const conversation = await play.connect(server);
      try {
        const line = encodeText(`IAMAT ${client} ${MARKER_LOCATION} ${timestamp}\n`);
        await conversation.send(aside, [line], false);
        const reply = fieldsLine(
          ['AT', server, ANY_DIFF, client, MARKER_LOCATION, timestamp],
          `${client}’s AT line`,
        );
        await conversation.receive(aside, reply, true);
      } finally {
        play.hangUp(conversation);
      }
      const update = play.knowledge.newest(client);
      if (update) await awaitKnown(play, update, play.knowledge.mustKnow(update));
    }),
  );
  play.transcript.did('all that was under way has arrived (a marker from each server is known)');
}

/** Asks each of `servers` once and makes sure that it doesn't know `update`, and nothing older than it must. */
export async function checkNotKnown(
  play: Play,
  update: KnownUpdate,
  servers: readonly string[],
): Promise<void> {
  for (const answer of await Promise.all(servers.map((server) => ask(play, server, update.client)))) {
    play.transcript.got(answer.server, answer.line);
    if (answer.update && compareUpdates(answer.update, update) >= 0) {
      throw new ScenarioFailure(
        `${answer.server} knows ${update.client}’s newest update and can’t have heard of it`,
        wrongByte(answer.line, 0, `“? ${question(update.client)}” or an older update`),
      );
    }
    checkNotForgotten(play, answer, update.client);
  }
}

/** Asks each of `servers` once, and takes no answer that is older than what it must know by now. */
export async function checkStillKnown(play: Play, client: string, servers: readonly string[]): Promise<void> {
  for (const answer of await Promise.all(servers.map((server) => ask(play, server, client)))) {
    checkNotForgotten(play, answer, client);
  }
}

function checkNotForgotten(play: Play, answer: Answer, client: string): void {
  const least = play.knowledge.least(answer.server, client);
  if (!least || (answer.update && compareUpdates(answer.update, least) >= 0)) return;
  play.transcript.got(answer.server, answer.line);
  throw new ScenarioFailure(
    `${answer.server} does not tell ${client}’s newest update, which it must know`,
    differenceTo(least, answer.line),
  );
}
