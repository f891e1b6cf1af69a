import { describe, expect, test } from 'vitest';
import { diagnostic } from '../../../src/errors/errors.js';
import { changeRow, configOf, healthyFleet, silence, workerOf } from '../../support/diagnosed-fleet.js';
import { modelled, seenOf } from './modelled.js';

const change = { action: 'update', risk: 'safe', reason: 'it is another', fields: [] } as const;
const removal = { ...change, id: 'worker/ETL03', action: 'remove', risk: 'destructive' } as const;

describe('what mends it', () => {
  test('what a person does is said, and no command that would find nothing to do', async () => {
    const fleet = healthyFleet();
    fleet.machines.ETL03 = workerOf('ETL03', {
      config: { ...configOf('ETL03'), MasterEndpoint: 'https://elsewhere:8391' },
    });
    silence(fleet, 'ETL03');
    const shown = modelled(fleet);
    const remedy = 'Apply the topology: it writes the endpoint and restarts the service.';
    const command = 'scaleout apply --target worker/ETL03';
    expect(shown.head().headline).toMatchObject({ command, why: expect.stringContaining(remedy) });
    const seen = seenOf(fleet);
    shown.model.seen({ ...seen, plan: { ...seen.plan, steps: [] } });
    expect(shown.head().headline).toMatchObject({ command: null, why: expect.stringContaining(remedy) });
    expect(shown.head().findings.first[0]?.command).toBeNull();
  });

  test('a plan that a guard refuses is not in order, even where nothing differs', () => {
    const seen = seenOf(healthyFleet());
    const why = diagnostic('guard.other-topology', 'It was applied by north.');
    const shown = modelled('unseen');
    shown.model.seen({ ...seen, plan: { ...seen.plan, applyable: false, diagnostics: [why] } });
    expect(shown.head()).toMatchObject({
      headline: { mark: 'warn', text: expect.stringMatching(/^A guard refuses the plan: /), command: 'scaleout plan' },
      sync: { state: 'differs' },
    });
    expect(shown.head().headline?.why).toContain('It was applied by north.');
  });

  test('a removal is said where something differs, and its command is that which shows it', () => {
    const fleet = healthyFleet();
    const seen = seenOf(fleet);
    const shown = modelled('unseen', { onlyLooks: true });
    shown.model.seen({ ...seen, plan: { ...seen.plan, changes: [{ ...change, id: 'worker/ETL04' }, removal] } });
    expect(shown.head().headline).toMatchObject({
      text: 'Differs: 2 changes, 1 of them destructive',
      why: expect.stringMatching(/It is destructive: it removes worker\/ETL03\.$/),
      command: 'scaleout plan',
    });
  });

  test('a plan that waits for an approval is told so before its note is seen, and a destructive one is not approved at once', () => {
    const fleet = healthyFleet();
    changeRow(fleet, 'ETL04', { enabled: false });
    const seen = seenOf(fleet);
    const held = (id: string) => ({
      id,
      by: 'approval' as const,
      reason: `it needs: scaleout approve ${'ab'.repeat(32)}`,
    });
    const shown = modelled('unseen', { approve: true });
    shown.model.seen({ ...seen, held: [held('worker/ETL04')] });
    expect(shown.head()).toMatchObject({
      headline: { text: 'A plan waits for an approval', command: 'scaleout approve abababababab' },
      sync: { text: '1 change, held: it needs an approval.' },
    });
    const changes = [...seen.plan.changes, removal];
    shown.model.seen({
      ...seen,
      plan: { ...seen.plan, changes },
      held: [held('worker/ETL04'), held('worker/ETL03')],
    });
    expect(shown.head().headline).toMatchObject({
      text: 'A destructive plan waits for an approval',
      why: expect.stringContaining('it removes worker/ETL03'),
      command: 'scaleout plan',
    });
  });
});
