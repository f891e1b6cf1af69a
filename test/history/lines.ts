import type {
  BeginLine,
  EndLine,
  HistoryLine,
  RecordedAction,
  RecordedApply,
  RefusedLine,
} from '../../src/history/read-history.js';

const common = {
  formatVersion: 1,
  tool: { name: 'ssis-scaleout', version: '0.0.0' },
  who: { user: 'anna', host: 'build7', pid: 4242, login: 'CORP\\anna' },
  options: { yes: true, allowDestructive: false },
  topology: { name: 'test', file: 'topology.yaml', sha256: '0'.repeat(64), git: null },
  catalog: { server: 'SQLETL01', database: 'SSISDB' },
  planFile: null,
} as const;

export function beginLine(number: number, parts: Partial<BeginLine> = {}): BeginLine {
  return {
    type: 'begin',
    number,
    id: `id-${number}`,
    startedAt: at(number),
    planId: `plan-${number}`,
    changes: [],
    steps: 1,
    ...common,
    ...parts,
  };
}

export function endLine(number: number, parts: Partial<EndLine> = {}): EndLine {
  const counts = { done: 1, errored: 0, skipped: 0, manual: 0, unresolved: 0 };
  return {
    type: 'end',
    number,
    id: `id-${number}`,
    endedAt: at(number + 1),
    durationMs: 60_000,
    result: 'done',
    counts,
    codes: [],
    steps: [],
    ...parts,
  };
}

export function refusedLine(number: number, parts: Partial<RefusedLine> = {}): RefusedLine {
  return {
    type: 'refused',
    number,
    id: `id-${number}`,
    startedAt: at(number),
    planId: null,
    codes: ['guard.prune-limit'],
    detail: 'Too many.',
    ...common,
    ...parts,
  };
}

export function actionLine(number: number, parts: Partial<RecordedAction> = {}): RecordedAction {
  const { tool, who, catalog } = common;
  return {
    ...{ type: 'action', formatVersion: 1, number, id: `id-${number}`, at: at(number), tool, who, catalog },
    ...{ action: 'suspend', result: 'done' },
    ...parts,
  };
}

export function textOf(...lines: readonly HistoryLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function at(minute: number): string {
  return new Date(Date.UTC(2026, 10, 24, 2, minute)).toISOString();
}

/** An apply as it is read: one that ended well unless told otherwise. */
export function recordedApply(number: number, parts: Partial<RecordedApply> = {}): RecordedApply {
  const { type: _, steps: plannedSteps, ...begin } = beginLine(number);
  const { endedAt, durationMs, result, counts, codes, steps } = endLine(number);
  return { ...begin, state: 'ended', plannedSteps, endedAt, durationMs, result, counts, codes, steps, ...parts };
}

/** One that has no end: nothing of it is known but how it began. */
export const endless = { endedAt: null, durationMs: null, result: null, counts: null, codes: [], steps: [] } as const;
