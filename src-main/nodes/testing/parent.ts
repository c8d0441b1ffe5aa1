/**
 * A parent to be killed by tests: hosts the tests' program with the habits in PARENT_HABITS, pauses it when
 * PARENT_PAUSES is set, and then prints the program's pid and stays.
 */
import { ChildNode } from '../child-node.ts';
import { ANYWHERE, makeContext, printedPid, programTemplate, untilFact } from './hosting.ts';

const habits = (process.env['PARENT_HABITS'] ?? '').split(' ').filter((habit) => habit !== '');
const context = makeContext();
const node = new ChildNode(context, { template: programTemplate(...habits) });
const { pid } = await node.start(ANYWHERE);
const helper = habits.includes('helper');
if (helper) await untilFact(() => printedPid(context.seen, 'helper') !== undefined);
if (process.env['PARENT_PAUSES']) node.pause();
process.stdout.write(`${JSON.stringify([pid, ...(helper ? [printedPid(context.seen, 'helper')] : [])])}\n`);
