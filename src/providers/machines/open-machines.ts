// src/providers/machines is `Machines`: one PowerShell script runs on a machine, over SSH, remoting or here, and its
// answer is checked before it is believed. script/ has the request and the script, observation/ reads answers, ssh/ and
// powershell.ts are the ways. A new way is a `MachineConnection` (connection.ts), listed here.

import { hostname } from 'node:os';
import { win32 } from 'node:path';
import { readCertificate, unsaid } from '../../certificate/read-certificate.js';
import type { Known } from '../../domain/known.js';
import { type MachineName, sameMachine, shortKey } from '../../domain/machine-name.js';
import type { MachineOperation, Machines } from '../../domain/machines.js';
import type { MachineSurveyor } from '../../domain/survey.js';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { type Clock, createSlots, systemClock, withinLimit } from '../waiting.js';
import { type Connection, defaultMachineLimits, type MachineLimits } from './connection.js';
import { type MachineLog, type MachineSession, startSession } from './machine-session.js';
import { observationOf, resultOf } from './observation/observation-of.js';
import { surveyOf } from './observation/survey-of.js';
import { type LocalPowerShell, openLocal, openWinrm } from './powershell.js';
import type { Reach } from './reach.js';

export interface MachinesOptions {
  /** How a machine is reached; asked whenever a connection is opened. May throw errors of the registry. */
  readonly reachOf: (machine: MachineName) => Promise<Reach>;
  /** How many machines are worked on at one time; the others wait in the order in which they came. */
  readonly parallelism: number;
  readonly limits?: Partial<MachineLimits>;
  readonly clock?: Clock;
  readonly log?: MachineLog;
  /** The machine that scaleout runs on, for the transports local and winrm. */
  readonly here?: Here;
}

/** The machines over every transport. Nothing is connected before the first call for a machine. */
export function openMachines(options: MachinesOptions): Machines & MachineSurveyor {
  const { reachOf, parallelism, clock = systemClock, log = () => undefined, here = thisMachine() } = options;
  const limits = { ...defaultMachineLimits, ...options.limits };
  const slots = createSlots(parallelism);
  const sessions = createSessions();

  const open = (machine: MachineName, signal: AbortSignal) => {
    const late = () =>
      new ScaleoutError('machine.timeout', `${machine} could not be reached within ${limits.connect / 1000} s.`);
    return withinLimit(clock, limits.connect, late, signal, async (inner) => {
      const reach = await reachOf(machine);
      return openConnection(machine, reach, here, limits, inner);
    });
  };

  const sessionOf = (machine: MachineName): MachineSession => {
    const start = () => startSession({ machine, open: (signal) => open(machine, signal), limits, clock, log });
    return sessions.of(machine, start);
  };

  const inTurn = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    const leave = await slots.take(signal);
    try {
      return await work();
    } finally {
      leave();
    }
  };

  /** What a look shows; unknown with its reason where it failed. */
  const seen = async <T>(signal: AbortSignal, look: () => Promise<T>): Promise<Known<T>> => {
    try {
      return { known: true, value: await inTurn(signal, look) };
    } catch (error) {
      signal.throwIfAborted();
      if (!isScaleoutError(error)) throw error;
      const { message, code, remedy } = error;
      return { known: false, reason: message, error: { code, remedy } };
    }
  };

  return {
    inspect: (machine, signal, examine) =>
      seen(signal, async () => observationOf(machine, await sessionOf(machine).inspect(signal, examine))),
    survey: (machine, request, signal) =>
      seen(signal, async () => surveyOf(machine, await sessionOf(machine).survey(request, signal))),
    async run(machine, operation, signal) {
      checkTrust(machine, operation);
      const answer = await inTurn(signal, () => sessionOf(machine).run(operation, signal));
      return resultOf(machine, operation, answer);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(sessions.all().map((session) => session[Symbol.asyncDispose]()));
    },
  };
}

/** The sessions that were started, one a machine, however its name is written. */
interface Sessions {
  of(machine: MachineName, start: () => MachineSession): MachineSession;
  all(): readonly MachineSession[];
}

interface Entry {
  readonly machine: MachineName;
  readonly session: MachineSession;
}

function createSessions(): Sessions {
  const entries = new Map<string, Entry[]>();
  return {
    of(machine, start) {
      const alike = entries.get(shortKey(machine)) ?? [];
      const found = alike.find((entry) => sameMachine(entry.machine, machine));
      if (found !== undefined) return found.session;
      const session = start();
      entries.set(shortKey(machine), [...alike, { machine, session }]);
      return session;
    },
    all: () => [...entries.values()].flat().map(({ session }) => session),
  };
}

/**
 * The last look at a certificate before it goes into a machine's Root: at the very bytes that are sent. A plan has judged
 * what it saw; one that a machine made since then nobody has judged. Such a one is the machine's own and has its key
 * there, so it may be silent on what it may do, as those of some tools are; it may not say that it signs others. Throws `machine.certificate-invalid` and
 * `guard.certificate-authority`.
 */
export function checkTrust(machine: MachineName, operation: MachineOperation): void {
  if (operation.operation !== 'trustCertificate') return;
  const read = readCertificate(Buffer.from(operation.certificate, 'base64'));
  const { thumbprint, subject, authority } = read;
  if (read.der !== operation.certificate) {
    const detail = `What would be sent to ${machine} as ${thumbprint} is not the public half of one certificate.`;
    throw new ScaleoutError('machine.certificate-invalid', detail);
  }
  if (thumbprint !== operation.thumbprint) {
    const detail = `The certificate for ${machine} has the thumbprint ${thumbprint}, not ${operation.thumbprint}.`;
    throw new ScaleoutError('machine.certificate-invalid', detail);
  }
  if (authority === null || authority === unsaid || operation.authority === true) return;
  const detail = `${thumbprint} (${subject}) may sign others: ${authority}. It was not put into the Root of ${machine}.`;
  throw new ScaleoutError('guard.certificate-authority', detail);
}

/** Machines that nobody may reach: `access: { transport: none }`. */
export function noMachines(): Machines & MachineSurveyor {
  const unseen = async (machine: MachineName) =>
    ({ known: false, reason: `${machine} is not looked at: its access has the transport none` }) as const;
  return {
    inspect: unseen,
    survey: unseen,
    async run(machine, { operation }) {
      const detail = `${operation} on ${machine}: its access has the transport none.`;
      throw new ScaleoutError('machine.transport-unavailable', detail);
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** The machine that scaleout runs on. */
export interface Here {
  /** As it calls itself. */
  readonly hostName: string;
  /** Absent where it is no Windows machine. */
  readonly powerShell?: LocalPowerShell;
}

/** Opens the way to a machine. Throws errors of the registry, or the signal's reason. */
export async function openConnection(
  machine: MachineName,
  reach: Reach,
  here: Here,
  limits: MachineLimits,
  signal: AbortSignal,
): Promise<Connection> {
  switch (reach.transport) {
    case 'ssh': {
      // Read only where it is needed: most commands start faster without it.
      const { openSsh } = await import('./ssh/open-ssh.js');
      return openSsh(machine, reach.target, limits, signal);
    }
    case 'winrm':
      return openWinrm(machine, reach.target, powerShellOf(machine, 'winrm', here));
    case 'local':
      return openLocal(machine, here.hostName, powerShellOf(machine, 'local', here));
    case 'manual':
      throw untouched(machine, 'manual: a person does what is to be done there');
    case 'none':
      throw untouched(machine, 'none');
  }
}

function powerShellOf(machine: MachineName, transport: string, { hostName, powerShell }: Here): LocalPowerShell {
  if (powerShell !== undefined) return powerShell;
  const detail = `${machine} has the transport ${transport}, but ${hostName}, where scaleout runs, is no Windows machine.`;
  throw new ScaleoutError('machine.transport-unavailable', detail);
}

function untouched(machine: MachineName, transport: string): ScaleoutError {
  const detail = `${machine} is not looked at: its access has the transport ${transport}.`;
  const remedy = 'Give its access another transport where scaleout may reach it.';
  return new ScaleoutError('machine.transport-unavailable', detail, { remedy });
}

/** This machine, with Windows PowerShell where it is a Windows machine: by its full path, so that no other one is found. */
export function thisMachine(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Here {
  if (platform !== 'win32') return { hostName: hostname() };
  const root = env.SystemRoot ?? 'C:\\Windows';
  const program = win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  return { hostName: hostname(), powerShell: { program } };
}
