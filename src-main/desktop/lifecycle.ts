/** How the app ends: the herd first, so that no server, port or log outlives the window. */
import { app } from 'electron';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import { describeError, toErrorData } from '../../src-shared/errors.ts';
import type { Console } from '../console/index.ts';
import { CrashLoop } from './crash-loop.ts';
import type { EventForwarding } from './event-forwarding.ts';
import type { Windows } from './windows.ts';

const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What would end with the app. */
export interface Running {
  readonly servers: number;
  readonly grading: boolean;
}

export interface Questions {
  readonly askToQuit: (running: Running) => Promise<boolean>;
  readonly askAfterCrashes: () => Promise<'reload' | 'quit'>;
}

/** False in a second start of the app with the same user data: the first one comes to the front instead. */
export const isOnlyInstance = (): boolean => app.requestSingleInstanceLock();

const serversIn = ({ servers }: HerdSnapshot): number =>
  servers.filter(({ hosted, state }) => hosted && ['starting', 'ready', 'paused'].includes(state.kind))
    .length;

/** Whether the app may end: asks a person once, and not when nothing would be lost. */
function setUpQuitting(host: Console, { askToQuit }: Questions) {
  let agreed = false;
  let asking = false;

  async function ask(): Promise<void> {
    asking = true;
    try {
      const servers = serversIn(await host.call('herd.state', {}));
      const graded = await host.call('grade.state', {});
      const grading = graded !== null && graded.end === null;
      agreed = (servers === 0 && !grading) || (await askToQuit({ servers, grading }));
    } catch {
      // A question that can't be asked keeps nobody here.
      agreed = true;
    } finally {
      asking = false;
    }
    if (agreed) app.quit();
  }

  return {
    /** False: it is being asked; the app ends by itself if the answer is yes. */
    mayEnd(): boolean {
      if (!agreed && !asking) void ask();
      return agreed;
    },
    /** A signal, or a person who has been asked already. */
    endNow(): void {
      agreed = true;
      app.quit();
    },
  };
}

function closeFirst(host: Console): void {
  let closing = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    // In a turn of its own: an exit that is asked for while Electron still asks us whether it may is forgotten.
    const exit = (code: number) => setImmediate(() => app.exit(code));
    host.close().then(
      () => exit(0),
      (thrown: unknown) => {
        process.stderr.write(`${describeError(toErrorData(thrown))}\n`);
        exit(1);
      },
    );
  });
}

export function setUpLifecycle(
  host: Console,
  windows: Windows,
  events: EventForwarding,
  questions: Questions,
): void {
  const quitting = setUpQuitting(host, questions);
  const crashes = new CrashLoop(() => performance.now());

  windows.tell({
    pageGone: events.end,
    mayClose: quitting.mayEnd,
    // The herd lives in this process and hasn't noticed.
    crashed(reload) {
      if (!crashes.noteCrash()) return reload();
      questions.askAfterCrashes().then((answer) => {
        if (answer === 'reload') reload();
        else quitting.endNow();
      }, quitting.endNow);
    },
  });

  app.on('before-quit', (event) => {
    if (!quitting.mayEnd()) event.preventDefault();
  });
  // The herd belongs to the window: when it is closed, both end, on every system.
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => windows.open());
  for (const signal of ENDING_SIGNALS) process.on(signal, quitting.endNow);
  closeFirst(host);
}
