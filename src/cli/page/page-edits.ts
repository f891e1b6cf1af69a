import { createRequire as requireFrom } from 'node:module';
import { Worker } from 'node:worker_threads';
import { ScaleoutError } from '../../errors/errors.js';
import type { AskedEdit, PageEdits } from '../../page/routes/page-routes.js';
import { printable } from '../../text/printable.js';
import type { PatchAuthor } from '../edit/mailbox-patch.js';
import type { Terminal } from '../terminal.js';
import type { ThreadAnswer, ThreadRequest } from './edit-thread.js';

export interface PageEditsOptions {
  /** As of the actions. */
  readonly fileOf: (topology: string) => string | undefined;
  readonly terminal: Pick<Terminal, 'env'>;
  readonly sandbox?: string | undefined;
}

/** Until it is disposed of: the thread ends with it. */
export interface OpenPageEdits extends PageEdits, AsyncDisposable {}

/** Edits that are worked out or wait for it, of one person and of all. */
const most = { perPerson: 2, all: 8 } as const;

/** Milliseconds for one edit, and after which the thread is let go that nobody asks for anything. */
const times = { edit: 40_000, idle: 60_000 } as const;

/** What the build wrote of edit-thread.ts: a thread loads no TypeScript. The banner of the bundle has the usual name of the function. */
const threadFile = requireFrom(import.meta.url).resolve('#edit-thread');

/** Edits of the file by the page. One is worked out at a time, in a thread of its own (edit-thread.ts). */
export function openPageEdits({ fileOf, terminal: { env }, sandbox }: PageEditsOptions): OpenPageEdits {
  const asked = new Map<string, number>();
  let all = 0;
  let last: Promise<unknown> = Promise.resolve();
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;

  const end = async (worker: Worker | undefined) => {
    if (thread === worker) thread = undefined;
    await worker?.terminate();
  };
  const open = (): Worker => {
    if (thread !== undefined) return thread;
    const worker = new Worker(threadFile, { workerData: { env: { ...env } }, execArgv: [] });
    // A thread that nobody waits for keeps no process from ending.
    worker.unref();
    thread = worker;
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (thread === worker) thread = undefined;
    });
    return worker;
  };
  const byThread = (request: ThreadRequest): Promise<ThreadAnswer> =>
    new Promise((resolve, reject) => {
      clearTimeout(idle);
      const worker = open();
      const settled = () => {
        clearTimeout(late);
        worker.off('message', answered).off('error', failed).off('exit', ended);
        idle = setTimeout(() => void end(worker), times.idle).unref();
      };
      const answered = (answer: ThreadAnswer) => {
        settled();
        resolve(answer);
      };
      const failed = (error: Error) => {
        settled();
        reject(error);
      };
      const ended = () => failed(new Error('The thread that works edits out has ended.'));
      const late = setTimeout(() => {
        settled();
        void end(worker);
        reject(new ScaleoutError('page.busy', `The edit took longer than ${times.edit / 1000} s.`));
      }, times.edit);
      worker.on('message', answered).on('error', failed).on('exit', ended);
      worker.postMessage(request);
    });
  const workOut = async (request: ThreadRequest) => {
    const got = await byThread(request);
    if ('answer' in got) return got.answer;
    if ('failed' in got) throw new Error(got.failed);
    throw new ScaleoutError(got.refused.code, got.refused.detail, { remedy: got.refused.remedy });
  };

  return {
    async edit(named, request, of) {
      const file = fileOf(named);
      if (file === undefined) throw new ScaleoutError('page.no-topology', JSON.stringify(named));
      const person = personOf(of);
      const mine = asked.get(person) ?? 0;
      if (mine >= most.perPerson || all >= most.all) {
        const whose = mine >= most.perPerson ? 'that you asked for' : 'that others asked for';
        throw new ScaleoutError('page.busy', `The edits ${whose} before are still being worked out.`);
      }
      asked.set(person, mine + 1);
      all += 1;
      const work = async () => {
        of.signal.throwIfAborted();
        return await workOut({ file, named, request, author: authorOf(of), sandbox });
      };
      const mineInTurn = last.then(work, work);
      last = mineInTurn.catch(() => undefined);
      try {
        return await mineInTurn;
      } finally {
        all -= 1;
        const left = (asked.get(person) ?? 1) - 1;
        if (left > 0) asked.set(person, left);
        else asked.delete(person);
      }
    },
    async [Symbol.asyncDispose]() {
      clearTimeout(idle);
      await end(thread);
    },
  };
}

function personOf({ by: { via, user } }: AskedEdit): string {
  return `${via} ${user}`;
}

/** Never who runs the process that serves the page. */
function authorOf({ by: { via, user } }: AskedEdit): PatchAuthor {
  if (via === 'loopback') return { name: 'scaleout page', address: 'page@scaleout.invalid' };
  const name = printable(user);
  const account = name.slice(name.lastIndexOf('\\') + 1).replaceAll(/[^\w.+-]/g, '_');
  return { name, address: /^[^\s<>@]+@[^\s<>@]+$/.test(user) ? user : `${account}@scaleout.invalid` };
}
