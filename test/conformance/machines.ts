import { describe } from 'vitest';
import { describeAnswers } from './machines/answers.js';
import { describeFaults } from './machines/faults.js';
import { describeLeaving } from './machines/leaving.js';
import { describeLooking } from './machines/looking.js';
import type { CannedSubject, CannedWish, MachinesSubject } from './machines-subject.js';

/** The contract of `Machines`, for whatever answers at the far end. Each test opens a subject of its own. */
export function describeMachines(name: string, open: () => Promise<MachinesSubject>): void {
  describe(`the machines ${name}`, () => {
    describeLooking(open);
    describeLeaving(open);
  });
}

/** The same, and what a transport does with answers and faults of any kind, where the far end is the test's own. */
export function describeTransport(name: string, open: (wish: CannedWish) => Promise<CannedSubject>): void {
  describe(`the machines ${name}`, () => {
    describeAnswers(open);
    describeFaults(open);
  });
}
