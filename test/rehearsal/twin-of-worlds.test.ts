import { describe, expect, test } from 'vitest';
import { worldOf } from '../../packages/sandbox/src/model/ways.js';
import { startFleet } from '../e2e/fleet.js';
import { wantedIn } from '../e2e/world-fleet.js';
import { planned, shownAgain, twinOf } from '../support/open-twin.js';

/** All ways of the world `strict` at once, and those that cannot be together with others. One without a column cannot be observed. */
const worlds = ['strict', 'no-spelling', 'cluster-unknown', 'domain-account', 'constrained', 'xml-config'];

/** A catalog that was just made shows its master's first heartbeat, although the master has no login, and no apply is of use. */
const noLogin = 'domain-account';

describe('of machines as setup leaves them, and after an apply', () => {
  test.each(worlds)('in the world %s the twin has the same plan', async (name) => {
    const ways = worldOf([name]);
    if (typeof ways === 'string') throw new Error(ways);
    const topology = wantedIn(ways);
    await using fleet = await startFleet(topology, { description: { world: ways } });
    for (const when of name === noLogin ? ['before'] : ['before', 'after']) {
      if (when === 'after') await fleet.apply();
      await using opened = await twinOf(topology, fleet);
      const again = await opened.observe();
      expect(planned(topology, again)).toEqual(planned(topology, opened.live));
      expect(shownAgain(again)).toEqual(shownAgain(opened.live));
      const told = opened.twin.unexplained.map(({ machine }) => machine);
      expect(told).toEqual(name === noLogin ? ['SQLETL01'] : []);
    }
  });
});
